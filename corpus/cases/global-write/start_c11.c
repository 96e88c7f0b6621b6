/* C11 threads: a task that counts in a global. */
#include <threads.h>

static int total;

static int worker(void *arg)
{
    int *n = arg;
    *n += 1;
    total += *n; // expect: global-write
    // note: worker
    return 0;
}

int main(void)
{
    thrd_t t;
    int n = 1, r;
    if (thrd_create(&t, worker, &n) != thrd_success)
        return 1;
    thrd_join(t, &r);
    return r;
}
