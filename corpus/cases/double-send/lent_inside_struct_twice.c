/* One element of an array inside a struct is given to two tasks that run at a time, two others to one each. */
#include <pthread.h>

struct pool {
    unsigned count;
    struct worker {
        unsigned jobs;
    } workers[4];
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
    pthread_t threads[4];
    pthread_create(&threads[0], NULL, work, &pool.workers[0]);
    pthread_create(&threads[1], NULL, work, &pool.workers[1]);
    pthread_create(&threads[2], NULL, work, &pool.workers[2]);
    pthread_create(&threads[3], NULL, work, &pool.workers[1]); // expect: double-send
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    pthread_join(threads[2], NULL);
    pthread_join(threads[3], NULL);
    return (int)pool.workers[1].jobs;
}
