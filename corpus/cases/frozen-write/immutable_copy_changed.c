/* Who wants another value makes a copy, changes that, and publishes it. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
    char name[16];
};

static struct config *config_with_level(const struct config *old, int level)
{
    struct config *c = malloc(sizeof *c);
    if (c == NULL)
        return NULL;
    *c = *old;
    c->level = level;
    return c;
}

static void *worker(void *argument)
{
    struct config first = {.level = 1, .name = "first"};
    struct config *second = config_with_level(&first, 2);
    (void)argument;
    return second;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
