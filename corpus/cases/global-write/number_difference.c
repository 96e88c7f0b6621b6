/* The difference of two times, one of them in a global, is kept in a struct beside a pointer, all of it copied in one
 * go: it is no pointer, and what the pointer leads to is not reachable from the global. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct conn {
    long since;
    int *count;
};

static long started;

static void *worker(void *arg)
{
    struct conn *c = malloc(sizeof *c), copy[2];
    if (!c)
        return arg;
    c->count = calloc(1, sizeof *c->count);
    c->since = (long)time(NULL) - started;
    memcpy(copy, c, sizeof *c);
    if (copy[c->since & 1].count)
        *c->count = 1;
    free(c->count);
    free(c);
    return arg;
}

int main(void)
{
    pthread_t t;
    started = (long)time(NULL);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
