/* A worker that is an element of an array inside a struct is looked at while it runs; the struct's other members may be. */
#include <pthread.h>

struct worker {
    unsigned jobs;
};

struct pool {
    unsigned asked;
    struct worker workers[2];
};

static void *work(void *argument)
{
    struct worker *self = argument;
    self->jobs++;
    return NULL;
}

int main(void)
{
    struct pool pool = {0};
    pthread_t thread;
    pthread_create(&thread, NULL, work, &pool.workers[1]);
    pool.asked++;
    pool.workers[0].jobs = 1;
    unsigned early = pool.workers[1].jobs; // expect: use-after-send
    pthread_join(thread, NULL);
    return (int)(early + pool.workers[1].jobs + pool.asked);
}
