/* A helper starts a thread and overwrites the handle, through another pointer that it was given. */
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

static void start(pthread_t *thread, struct job *j, pthread_t *last)
{
    if (pthread_create(thread, NULL, work, j) != 0)
        exit(1);
    *last = pthread_self();
}

int main(void)
{
    pthread_t t[4];
    struct job jobs[4];
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        jobs[i].n = i;
        start(&t[i], &jobs[i], &t[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 4; i++)
        sum += jobs[i].result; // expect: unproven use-after-send
    return sum;
}
