/* A flag in a struct says where its pointer leads, and a function that is given the struct goes by it. */
#include <pthread.h>

static int common, other;

struct slot {
    int kind;
    int *p;
};

static void put(struct slot *s)
{
    if (s->kind == 0)
        *s->p = 2; // expect: unproven global-write
}

static void put_other(struct slot *s)
{
    if (s->kind == 1)
        *s->p = 2; // expect: global-write
}

static void *worker(void *arg)
{
    int mine = 0;
    struct slot s, o;
    if (*(int *)arg > 2) {
        s.kind = 1;
        s.p = &common;
    } else {
        s.kind = 0;
        s.p = &mine;
    }
    put(&s);
    o.kind = 1;
    o.p = &other;
    put_other(&o);
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
