/* A list that the task has built itself: down to its end, and no further. */
#include <pthread.h>
#include <stdlib.h>

static int common;

struct el {
    struct el *next;
    int *p;
};

static void *worker(void *arg)
{
    struct el *list = NULL;
    for (int i = 0; i < *(int *)arg; i++) {
        struct el *x = malloc(sizeof *x);
        if (!x)
            abort();
        x->next = list;
        x->p = &common;
        list = x;
    }
    for (struct el *x = list; x; x = x->next)
        x->p = NULL;
    for (struct el *x = list; x; x = x->next)
        if (x->p)
            *x->p = 1; // expect: unproven global-write
    for (struct el *x = list; x; x = x->next)
        x->p = &common;
    for (struct el *x = list; x; x = x->next)
        *x->p = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
