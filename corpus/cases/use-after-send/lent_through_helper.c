/* A helper starts the thread; what it was given is the thread's all the same. */
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

static int launch(pthread_t *t, struct job *j)
{
    return pthread_create(t, NULL, work, j);
}

int main(void)
{
    pthread_t t;
    struct job j = {1, 0};
    if (launch(&t, &j) != 0)
        return 1;
    int early = j.result; // expect: use-after-send
    pthread_join(t, NULL);
    return early + j.result;
}
