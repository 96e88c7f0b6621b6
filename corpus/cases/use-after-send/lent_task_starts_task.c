/* A task lends a part of its stack to another one, and reads it too early. What tasks join is not sure to run on: unproven. */
#include <pthread.h>
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

static void *outer(void *arg)
{
    pthread_t t;
    struct job j = {1, 0};
    if (pthread_create(&t, NULL, work, &j) != 0)
        return NULL;
    *(int *)arg = j.result; // expect: unproven use-after-send
    pthread_join(t, NULL);
    *(int *)arg += j.result;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int sum = 0;
    if (pthread_create(&t, NULL, outer, &sum) != 0)
        return 1;
    pthread_join(t, NULL);
    return sum;
}
