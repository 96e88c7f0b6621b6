/* A function joins one thread, if it runs; the loop is in main. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

struct job {
    pthread_t handle;
    int runs;
};

static void stop(struct job *j)
{
    if (j->runs)
        pthread_join(j->handle, NULL);
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    struct job jobs[MAX];
    for (int i = 0; i < n; i++)
        jobs[i].runs = pthread_create(&jobs[i].handle, NULL, worker, &sums[i]) == 0;
    for (int i = 0; i < n; i++)
        stop(&jobs[i]);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
