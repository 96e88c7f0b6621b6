/* One block on the heap, one element of it for each thread. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int from;
    double result;
};

static void *worker(void *arg)
{
    struct job *j = arg;
    j->result = j->from / 2.0;
    return 0;
}

int main(void)
{
    enum { N = 8 };
    pthread_t t[N];
    double sum = 0;
    struct job *jobs = calloc(N, sizeof *jobs);
    if (!jobs)
        return 1;
    for (int i = 0; i < N; i++) {
        jobs[i].from = i;
        if (pthread_create(&t[i], NULL, worker, jobs + i) != 0)
            abort();
    }
    for (int i = 0; i < N; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < N; i++)
        sum += jobs[i].result;
    free(jobs);
    return (int)sum;
}
