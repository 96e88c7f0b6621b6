/* A flag in a struct says where its pointer leads: either way, what is written is what the flag means. */
#include <pthread.h>

static int common;

struct slot {
    int kind;
    int *p;
};

static void *worker(void *arg)
{
    int mine = 0;
    struct slot s;
    s.kind = 0;
    s.p = &mine;
    if (*(int *)arg > 2) {
        s.kind = 1;
        s.p = &common;
    }
    if (s.kind == 0)
        *s.p = 2; // expect: unproven global-write
    if (s.kind == 1)
        *s.p = 3; // expect: global-write
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
