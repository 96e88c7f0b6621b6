/* A helper starts each thread and puts the handle where it is told to; main joins all. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    int n, result;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = 2 * j->n;
    return NULL;
}

static void start(pthread_t *thread, struct job *j)
{
    if (pthread_create(thread, NULL, work, j) != 0) {
        fputs("cannot start a thread\n", stderr);
        exit(1);
    }
}

int main(void)
{
    pthread_t t[4];
    struct job jobs[4];
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        jobs[i].n = i;
        start(&t[i], &jobs[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 4; i++)
        sum += jobs[i].result;
    return sum;
}
