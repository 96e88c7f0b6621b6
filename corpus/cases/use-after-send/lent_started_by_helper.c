/* A helper starts each thread, or gives up, and returns its handle; main joins all and reads the results. */
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

static pthread_t start(struct job *j)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, j) != 0) {
        fputs("cannot start a thread\n", stderr);
        exit(1);
    }
    return thread;
}

int main(void)
{
    pthread_t t[4];
    struct job jobs[4];
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        jobs[i].n = i;
        t[i] = start(&jobs[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 4; i++)
        sum += jobs[i].result;
    return sum;
}
