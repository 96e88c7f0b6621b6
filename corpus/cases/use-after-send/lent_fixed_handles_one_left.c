/* Three threads, each with a struct of its own, and their handles in an array; the loop does not join the last one. */
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
    pthread_t t[3];
    struct job first = {.n = 1}, second = {.n = 2}, third = {.n = 3};
    start(&t[0], &first);
    start(&t[1], &second);
    start(&t[2], &third);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return first.result + second.result + third.result; // expect: unproven use-after-send
}
