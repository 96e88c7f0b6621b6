/* What a task allocates is its own, until it shows it to others. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct node {
    int value;
    struct node *next;
};

static void *worker(void *arg)
{
    struct node *n = malloc(sizeof *n);
    if (n) {
        n->value = 1;
        n->next = NULL;
        memset(n, 0, sizeof *n);
        free(n);
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
