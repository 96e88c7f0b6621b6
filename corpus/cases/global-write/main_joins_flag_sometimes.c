/* The flag beside the handle is not set for every thread that was started. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    struct {
        pthread_t handle;
        int runs;
    } t[MAX];
    for (int i = 0; i < n; i++) {
        t[i].runs = 0;
        if (pthread_create(&t[i].handle, NULL, worker, &sums[i]) == 0 && i != 3)
            t[i].runs = 1;
    }
    for (int i = 0; i < n; i++)
        if (t[i].runs)
            pthread_join(t[i].handle, NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
