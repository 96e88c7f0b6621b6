/* Shown to others for a moment only: whether anybody has it still cannot be told. */
#include <pthread.h>
#include <stdlib.h>

struct item {
    int v;
};

static struct item *shown, *kept;

static void *worker(void *arg)
{
    struct item *s = malloc(sizeof *s), *k = malloc(sizeof *k);
    if (!s || !k)
        return NULL;
    shown = s;    // expect: global-write
    shown = NULL; // expect: global-write
    s->v = 1;     // expect: unproven global-write
    kept = k;     // expect: global-write
    k->v = 1;     // expect: global-write
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
