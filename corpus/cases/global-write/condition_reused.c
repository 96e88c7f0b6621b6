/* The same test of the same value comes out the same, however it is computed; of another value it need not. */
#include <pthread.h>

static int common, other;

static void *worker(void *arg)
{
    int *v = arg, mine = 0;
    int *p = &mine;
    if ((v[0] & 4) && v[1] + v[2] > v[3])
        p = &common;
    if (!(v[0] & 4))
        *p = 1; // expect: unproven global-write
    if (v[1] + v[2] <= v[3])
        *p = 2; // expect: unproven global-write
    if (!(v[0] & 8))
        *p = 3; // expect: global-write
    other = mine; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    int v[4] = {4, 1, 1, 1};
    if (pthread_create(&t, NULL, worker, v) != 0)
        return 1;
    pthread_join(t, NULL);
    return other;
}
