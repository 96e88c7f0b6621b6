/* ... and here it waits for the thread first. */
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
    if (pthread_create(&t, NULL, work, j) == 0)
        pthread_join(t, NULL);
    free(j);
    return 0;
}
