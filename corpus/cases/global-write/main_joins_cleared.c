/* Elements are cleared before their thread is started, and after it was joined. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MAX = 8 };

static int limit = 10;

struct job {
    pthread_t handle;
    int sum;
};

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void set(struct job *job, int sum)
{
    job->sum = sum; // expect: unproven use-after-send
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX;
    struct job jobs[MAX];
    memset(jobs, 0, sizeof jobs);
    for (int i = 0; i < n; i++) {
        memset(&jobs[i], 0, sizeof jobs[i]); // expect: unproven use-after-send
        set(&jobs[i], i);
        if (pthread_create(&jobs[i].handle, NULL, worker, &jobs[i].sum) != 0) // expect: unproven double-send
            abort();
    }
    for (int i = 0; i < n; i++) {
        pthread_join(jobs[i].handle, NULL);
        memset(&jobs[i], 0, sizeof jobs[i]); // expect: unproven use-after-send
    }
    memset(jobs, 0, sizeof jobs);
    limit = 0;
    return argv == 0;
}
