// args: --disable global-write
/* A helper that one task uses on a constant, another on a counter: that nobody asks about the counter says nothing
 * about the constant. */
#include <pthread.h>

static int counter;
static const int limit = 3;

static void bump(int *p)
{
	(*p)++; // expect: frozen-write
	// note: writes '*p', that is constant 'limit'
}

static void *cheat(void *arg)
{
	bump((int *)&limit);
	return arg;
}

static void *count(void *arg)
{
	bump(&counter);
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, cheat, 0);
	pthread_create(&t, 0, count, 0);
	pthread_exit(0);
}
