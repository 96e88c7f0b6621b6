/* An element that a task was given has a pointer to one that nobody was given. */
#include <pthread.h>
#include <stdlib.h>

struct stage {
    int n;
    int *count;
    struct stage *previous;
};

static struct stage stages[4];

static void *worker(void *arg)
{
    struct stage *s = arg;
    s->n++;
    *s->count = s->n;
    s->previous->n++; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 1; i < 4; i++) {
        stages[i].previous = &stages[0];
        stages[i].count = malloc(sizeof *stages[i].count);
    }
    for (int i = 1; i < 4; i++)
        pthread_create(&t[i], NULL, worker, &stages[i]); // expect: unproven double-send
    for (int i = 1; i < 4; i++)
        pthread_join(t[i], NULL);
    return stages[0].n;
}
