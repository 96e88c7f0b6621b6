/* Elements of an array inside a struct are given to tasks in a loop: where the index comes by a number twice, the
 * first task may still have that element. */
#include <pthread.h>

struct pool {
    unsigned count;
    struct worker {
        unsigned jobs;
    } workers[8];
    pthread_t threads[8];
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
    for (unsigned i = 0; i < 8; i++)
        pthread_create(&pool.threads[i], NULL, work, &pool.workers[i % 4]); // expect: unproven double-send
    for (unsigned i = 0; i < 8; i++)
        pthread_join(pool.threads[i], NULL);
    return (int)pool.workers[0].jobs;
}
