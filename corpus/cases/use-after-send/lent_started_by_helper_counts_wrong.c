/* A helper returns whether it has started a thread; main counts those that it has not. */
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

static int start(pthread_t *thread, struct job *j)
{
    return pthread_create(thread, NULL, work, j); // expect: unproven double-send
}

int main(void)
{
    pthread_t t[4];
    struct job jobs[4];
    int n = 0, sum = 0;
    for (int tries = 0; tries < 4 && n < 4; tries++) {
        jobs[n].n = n; // expect: unproven use-after-send
        if (start(&t[n], &jobs[n]) == 0)
            continue;
        n++;
    }
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < n; i++)
        sum += jobs[i].result; // expect: unproven use-after-send
    return sum;
}
