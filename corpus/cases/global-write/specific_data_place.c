/* What pthread_setspecific may do to a value that others see is said where it is called, not in the header that
 * declares it. */
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key, other;
static int *published;

static void *work(void *arg)
{
	int *own = malloc(sizeof *own);
	pthread_setspecific(key, own); // expect: unproven global-write
	published = pthread_getspecific(key); // expect: global-write
	pthread_setspecific(other, pthread_getspecific(other)); // expect: unproven global-write
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_key_create(&key, free);
	pthread_key_create(&other, free);
	pthread_create(&t, 0, work, 0);
	pthread_exit(0);
}
