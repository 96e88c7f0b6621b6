/* A loop makes objects for two lists, and one list is shown: what is on the other stays the task's own. */
#include <pthread.h>
#include <stdlib.h>

struct item {
    struct item *next;
    int v;
};

static struct item *shown, *latest;

static void *worker(void *arg)
{
    struct item *others = NULL, *mine = NULL;
    for (int i = 0; i < *(int *)arg; i++) {
        struct item *n = malloc(sizeof *n);
        if (!n)
            return NULL;
        if (i == 1) {
            n->next = others;
            others = n;
        } else {
            n->next = mine;
            mine = n;
        }
    }
    shown = others; // expect: global-write
    for (struct item *x = mine; x; x = x->next)
        x->v = 2; // expect: unproven global-write
    for (int i = 0; i < *(int *)arg; i++) {
        struct item *n = malloc(sizeof *n);
        if (!n)
            return NULL;
        latest = n; // expect: global-write
        n->v = i;   // expect: global-write
    }
    return NULL;
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
