/* Three threads, two of whose handles are put into the same element of an array: the loop joins one of these. */
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
    pthread_t t[2];
    struct job first = {.n = 1}, second = {.n = 2}, third = {.n = 3};
    start(&t[0], &first);
    start(&t[0], &second);
    start(&t[1], &third);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return first.result + second.result + third.result; // expect: unproven use-after-send
}
