/* Where the start has failed nothing was lent. */
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
    struct job j = {1, 0};
    if (pthread_create(&t, NULL, work, &j) != 0) {
        work(&j);
        return j.result;
    }
    pthread_join(t, NULL);
    return j.result;
}
