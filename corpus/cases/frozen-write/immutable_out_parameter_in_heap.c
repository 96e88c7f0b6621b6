/* The same, but it is left in a struct that others may see. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level, limit;
};

struct server {
    struct config *config;
    int connections;
};

static int config_new(struct config **out)
{
    struct config *c = malloc(sizeof *c);
    if (c == NULL)
        return -1;
    c->level = 1;
    c->limit = 10;
    *out = c;
    return 0;
}

static void *worker(void *argument)
{
    struct server *s = calloc(1, sizeof *s);
    (void)argument;
    if (s == NULL || config_new(&s->config) != 0)
        return s;
    s->connections = 1;
    s->config->limit = 20; // expect: frozen-write
                           // note: 'config_new', which stores or gives away a pointer to it
    return s;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
