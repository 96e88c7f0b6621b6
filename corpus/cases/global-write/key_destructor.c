/* The destructor of a thread-specific value runs in the thread's task. */
// xfail: a destructor counts as running from pthread_key_create on, not from the first start
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;
static int live;

static void drop(void *p)
{
    free(p);
    live--; // expect: global-write
    // note: drop
}

static void *worker(void *arg)
{
    int *mine = malloc(sizeof *mine);
    if (mine)
        pthread_setspecific(key, mine);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_key_create(&key, drop) != 0)
        return 1;
    live = 1;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return live;
}
