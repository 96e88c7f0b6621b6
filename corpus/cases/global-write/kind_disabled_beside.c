// args: --disable frozen-write
/* A helper that one task uses on its counter and another on a constant: that nobody asks about writes to constants
 * says nothing about the counter. */
#include <pthread.h>

static int counter;
static const int limit = 3;

static void bump(int *p)
{
	(*p)++; // expect: global-write
	// note: writes '*p', that is global 'counter'
	// note: task 'count'
}

static void *count(void *arg)
{
	bump(&counter);
	return arg;
}

static void *cheat(void *arg)
{
	bump((int *)&limit);
	return arg;
}

static void *honest(void *arg)
{
	int own = 0;
	bump(&own);
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, count, 0);
	pthread_create(&t, 0, honest, 0);
	pthread_create(&t, 0, cheat, 0);
	pthread_exit(0);
}
