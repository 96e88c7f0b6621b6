/* A static inside a function is a global with a small scope. */
#include <pthread.h>

static int next_id(void)
{
    static int last;
    return ++last; // expect: global-write
    // note: last
    // note: worker
}

static void *worker(void *arg)
{
    int *out = arg;
    *out = next_id();
    return 0;
}

int main(void)
{
    pthread_t t;
    int id = 0;
    if (pthread_create(&t, NULL, worker, &id) != 0)
        return 1;
    pthread_join(t, NULL);
    return id;
}
