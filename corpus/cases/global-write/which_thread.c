/* Only the main thread cleans up: it is asked which thread is calling. What comes after both answers is done by all. */
#include <pthread.h>
#include <stdlib.h>

static pthread_t main_thread;
static char *path;
static int failures;

static int in_main(void)
{
    return pthread_equal(pthread_self(), main_thread);
}

static void cleanup(void)
{
    path = NULL; // expect: unproven global-write
}

static void bail_out(void)
{
    failures++; // expect: global-write
    if (in_main()) {
        cleanup();
        exit(1);
    }
    pthread_exit(NULL);
}

static void *worker(void *arg)
{
    if (arg == NULL)
        bail_out();
    return NULL;
}

int main(void)
{
    pthread_t t;
    main_thread = pthread_self();
    if (pthread_create(&t, NULL, worker, &t) != 0)
        return 1;
    pthread_join(t, NULL);
    return path != NULL;
}
