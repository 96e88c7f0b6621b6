/* The configuration is made by main and given to all workers, and one of them changes it. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
};

static void *worker(void *argument)
{
    struct config *c = argument;
    c->level++; // expect: frozen-write
                // note: given to a task
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    struct config *c = malloc(sizeof *c);
    if (c == NULL)
        return 1;
    c->level = 1;
    pthread_create(&t[0], NULL, worker, c);
    pthread_create(&t[1], NULL, worker, c);
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    return 0;
}
