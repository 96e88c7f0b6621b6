/* C11 threads, counted as they are started, joined by pointer. */
#include <threads.h>

enum { MAX = 8 };

static int limit = 10;

static int worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    thrd_t t[MAX];
    unsigned started = 0;
    for (int i = 0; i < n; i++)
        if (thrd_create(&t[started], worker, &sums[i]) == thrd_success)
            started++;
    for (thrd_t *p = t; p < t + started; p++)
        thrd_join(*p, NULL);
    limit = 0;
    return argv == 0 || sums[0];
}
