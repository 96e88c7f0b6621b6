/* Every element's member is set to null in a loop over the list; then it is tested before it is written through. */
#include <pthread.h>

static int common;

struct el {
    struct el *next;
    int *p;
};

static void *worker(void *arg)
{
    struct el c = {NULL, &common}, b = {&c, &common}, a = {&b, &common};
    for (struct el *x = &a; x; x = x->next)
        x->p = NULL;
    for (struct el *x = &a; x; x = x->next)
        if (x->p)
            *x->p = 1; // expect: unproven global-write
    struct el d = {NULL, &common}, e = {&d, &common};
    for (struct el *x = &e; x; x = x->next)
        if (x->p)
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
