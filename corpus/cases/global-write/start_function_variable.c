/* Which function becomes the task is chosen at run time: both are tasks. */
#include <pthread.h>

static int fast_runs;

static void *slow(void *arg)
{
    *(int *)arg = 1;
    return 0;
}

static void *fast(void *arg)
{
    *(int *)arg = 2;
    fast_runs++; // expect: global-write
    // note: fast
    return 0;
}

int main(int argc, char **argv)
{
    pthread_t t;
    int n;
    void *(*run)(void *) = slow;
    (void)argv;
    if (argc > 1)
        run = fast;
    if (pthread_create(&t, NULL, run, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
