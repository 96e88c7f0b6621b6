/* The starter frees the argument while the thread may work with it. */
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
    struct job *j = malloc(sizeof *j);
    if (j == NULL)
        return 1;
    j->n = 1;
    if (pthread_create(&t, NULL, work, j) != 0)
        return 1;
    free(j); // expect: use-after-send
    pthread_join(t, NULL);
    return 0;
}
