/* The function leaves the object where its argument points to, and goes on to fill it; so does
 * the caller, whose local variable it is. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level, limit;
};

static int config_new(struct config **out)
{
    struct config *c = malloc(sizeof *c);
    if (c == NULL)
        return -1;
    *out = c;
    c->level = 1;
    c->limit = 10;
    return 0;
}

static void *worker(void *argument)
{
    struct config *c;
    (void)argument;
    if (config_new(&c) != 0)
        return NULL;
    c->limit = 20;
    return c;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
