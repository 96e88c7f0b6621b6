/* A worker computes its own index from its own address and that of the array, which names the array: no evidence that it
 * writes what is not its own. */
#include <pthread.h>
#include <stddef.h>

struct worker {
    pthread_t thread;
    long count;
    int index;
};

static struct worker workers[4];

static void *work(void *argument)
{
    struct worker *self = argument;
    self->index = (int)(self - workers); // expect: unproven global-write
    self->count++; // expect: unproven global-write
    if (self != &workers[0])
        self->count++; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    int n = 0;
    for (int i = 0; i < 4; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) // expect: unproven global-write
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(workers[i].thread, NULL);
    for (int i = 0; i < 4; i++)
        n += workers[i].index;
    return n;
}
