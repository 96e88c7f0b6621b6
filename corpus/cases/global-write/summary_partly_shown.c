/* Many objects of one task are one to the analysis: that some are shown says nothing of the others.
 */
#include <pthread.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    int n;
};

static struct entry *shown;

static struct entry *make(int n)
{
    struct entry *e = malloc(sizeof *e);
    if (!e)
        abort();
    e->next = NULL;
    e->n = n;
    return e;
}

static void *worker(void *arg)
{
    struct entry *a = make(1), *b = make(2), *c = make(3), *d = make(4), *e = make(5);
    struct entry *f = make(6), *g = make(7), *h = make(8), *i = make(9), *j = make(10);
    struct entry *k = make(11), *l = make(12), *m = make(13), *n = make(14), *o = make(15);
    a->next = b, b->next = c, c->next = d, d->next = e, e->next = f, f->next = g, g->next = h;
    h->next = i, i->next = j, j->next = k, k->next = l;
    shown = o; // expect: global-write
    // note: task 'worker' writes global 'shown'
    n->n = 0; // expect: unproven global-write
    *(int *)arg = m->n + a->next->n + n->n;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int got = 0;
    if (pthread_create(&t, NULL, worker, &got) != 0)
        return 1;
    pthread_join(t, NULL);
    return got == 0 && shown != NULL;
}
