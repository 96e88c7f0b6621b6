/* One macro, one position: of the writes there, one that nothing orders is the one to tell. */
#include <pthread.h>
#include <stdatomic.h>

#define NOTE(hits, last) (atomic_fetch_add(&hits, 1), last++)

static _Atomic int hits;
static int last;

static void *serve(void *arg)
{
	NOTE(hits, last); // expect: global-write
	// note: writes global 'last'
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, serve, 0);
	pthread_exit(0);
}
