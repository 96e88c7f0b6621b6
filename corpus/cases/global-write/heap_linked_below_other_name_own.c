/* Two parameters are one object that nobody else sees: what is put below it is the task's own. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    int *count;
    struct node *seen;
};

static void keep(struct node *into, struct node *show)
{
    int *count = malloc(sizeof *count);
    into->count = count;
    show->seen = show;
    if (count)
        *count = 1;
}

static void *worker(void *arg)
{
    struct node *both = calloc(1, sizeof *both);
    if (!both)
        return arg;
    keep(both, both);
    free(both->count);
    free(both);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
