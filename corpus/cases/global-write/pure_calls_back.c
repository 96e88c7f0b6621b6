/* A pure function of a library changes nothing; but it reads, and calls functions that read. */
#include <pthread.h>
#include <stddef.h>

int library_count(int (*test)(void)) __attribute__((pure));
int library_level(void) __attribute__((pure));

static int limit;
int level;

static int below(void)
{
    return 1 < limit;
}

static void *worker(void *argument)
{
    return library_count(below) + library_level() ? argument : NULL;
}

int main(void)
{
    pthread_t thread;
    limit = 1;
    pthread_create(&thread, NULL, worker, NULL);
    limit = 2; // expect: unproven global-write
    level = 2; // expect: unproven global-write
    pthread_join(thread, NULL);
    limit = 3;
    return level;
}
