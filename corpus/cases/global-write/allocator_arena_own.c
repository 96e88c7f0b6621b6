/* An arena of the task's own, cut into objects. */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct arena {
    char *memory;
    size_t used, size;
};

struct node {
    struct node *next;
    int value;
};

static void *arena_alloc(struct arena *a, size_t n)
{
    n = (n + 15) & ~(size_t)15;
    if (a->size - a->used < n)
        return NULL;
    void *p = a->memory + a->used;
    a->used += n;
    return p;
}

static void *worker(void *arg)
{
    struct arena a = {malloc(4096), 0, 4096};
    struct node *list = NULL;
    if (!a.memory)
        return NULL;
    for (int i = 0; i < 20; i++) {
        struct node *n = arena_alloc(&a, sizeof *n);
        if (!n)
            break;
        n->next = list;
        n->value = i;
        list = n;
    }
    for (struct node *n = list; n; n = n->next)
        n->value *= 2;
    free(a.memory);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
