// A7-acquires full -O1: global-write
#include "queue.h"

/* What the task made is found global by main while the task waits. */
static struct msg *_Atomic shown FBP_SHARED("a packet that is shown");
static _Atomic int seen FBP_SHARED("a flag");

static void *show(void *arg)
{
    struct msg *m = malloc(sizeof *m);
    (void)arg;
    if (m == NULL)
        exit(2);
    m->n = 1;
    shown = m;
    while (!seen)
        ;
    m->n = 2; // here
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct msg *m;
    if (pthread_create(&t, NULL, show, NULL) != 0)
        return 2;
    while ((m = shown) == NULL)
        ;
    int n = m->n;
    seen = 1;
    pthread_join(t, NULL);
    return n != 1;
}
