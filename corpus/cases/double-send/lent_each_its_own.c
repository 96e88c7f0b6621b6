/* Each thread of a loop has a block of its own. */
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
    for (int i = 0; i < 4; i++) {
        pthread_t t;
        struct job *j = malloc(sizeof *j);
        if (j == NULL)
            return 1;
        j->n = i;
        if (pthread_create(&t, NULL, work, j) != 0)
            free(j);
        else
            pthread_detach(t);
    }
    return 0;
}
