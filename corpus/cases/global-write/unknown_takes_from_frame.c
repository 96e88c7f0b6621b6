/* A helper puts a pointer into a struct of its own and gives that to code that nobody has seen: it may have kept the
 * pointer, though the struct is gone. */
#include <pthread.h>
#include <stdlib.h>

struct cell {
    int n;
};
struct box {
    struct cell *p;
};

void mystery(struct box *b);

static void show(struct cell *c)
{
    struct box b = {c};
    mystery(&b); // expect: unproven global-write
}

static void *worker(void *arg)
{
    struct cell *shown = malloc(sizeof *shown), *own = malloc(sizeof *own);
    if (!shown || !own)
        abort();
    show(shown);
    shown->n = 1; // expect: unproven global-write
    own->n = 1;
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
