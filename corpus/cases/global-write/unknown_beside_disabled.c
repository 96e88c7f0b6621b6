// args: --disable frozen-write
/* Not asking about constants does not make memory known of which nobody knows where it comes from. */
#include <pthread.h>

extern int *get(void);
static const int limit = 3;

static void put(int *p)
{
	*p = 1; // expect: unproven global-write
	// note: 'get' has no body and no model
}

static void *fetch(void *arg)
{
	put(get()); // expect: unproven global-write
	return arg;
}

static void *cheat(void *arg)
{
	put((int *)&limit);
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, fetch, 0);
	pthread_create(&t, 0, cheat, 0);
	pthread_exit(0);
}
