/* A pointer that went through a union and an integer is still that pointer. */
#include <pthread.h>
#include <stdint.h>

union slot {
    void *p;
    uintptr_t n;
};

static int target;

static void *worker(void *arg)
{
    union slot s;
    s.n = (uintptr_t)&target;
    union slot t = s;
    *(int *)t.p = 1; // expect: global-write
    // note: target
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
