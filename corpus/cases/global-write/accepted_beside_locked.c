// args: --accept=locked
/* One macro, one position: a write under the lock, and one behind it. */
#include <pthread.h>

#define NOTE() (pthread_mutex_lock(&lock), hits++, pthread_mutex_unlock(&lock), last++)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int hits, last;

static void *serve(void *arg)
{
	NOTE(); // expect: global-write
	// note: writes global 'last'
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, serve, 0);
	pthread_create(&t, 0, serve, 0);
	pthread_exit(0);
}
