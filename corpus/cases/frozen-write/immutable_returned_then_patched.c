/* A builder returns the configuration; who got it changes one more value. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
    char name[16];
};

static struct config *config_load(const char *name)
{
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return NULL;
    strncpy(c->name, name, sizeof c->name - 1);
    c->level = 1;
    return c;
}

static void *worker(void *argument)
{
    struct config *c = config_load("default");
    (void)argument;
    if (c == NULL)
        return NULL;
    c->level = 2; // expect: frozen-write
                  // note: 'config_load' returns it
    return c;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
