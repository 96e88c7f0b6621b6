/* The thread frees what it was given; nobody else touches it. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int n, result;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = 2 * j->n;
    free(j);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct job *j = malloc(sizeof *j);
    if (j == NULL)
        return 1;
    j->n = 1;
    if (pthread_create(&t, NULL, work, j) != 0) {
        free(j);
        return 1;
    }
    pthread_detach(t);
    return 0;
}
