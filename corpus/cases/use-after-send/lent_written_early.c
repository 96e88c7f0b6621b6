/* What a thread works with is changed after it has begun. */
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

int main(void)
{
    pthread_t t;
    struct job j = {4, 0};
    if (pthread_create(&t, NULL, work, &j) != 0)
        return 1;
    j.n = 5; // expect: use-after-send
    pthread_join(t, NULL);
    return j.result;
}
