/* The same with an array on the heap, with the handles in it, and results read as each thread is joined. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int n, result;
    pthread_t thread;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = 2 * j->n;
    return NULL;
}

int main(int argc, char **argv)
{
    struct job *jobs = calloc((size_t)argc, sizeof *jobs);
    int sum = argv == NULL;
    if (jobs == NULL)
        return 1;
    for (int i = 0; i < argc; i++) {
        jobs[i].n = i;
        pthread_create(&jobs[i].thread, NULL, work, &jobs[i]);
    }
    for (int i = 0; i < argc; i++) {
        pthread_join(jobs[i].thread, NULL);
        sum += jobs[i].result;
    }
    free(jobs);
    return sum;
}
