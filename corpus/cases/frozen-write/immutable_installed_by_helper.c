/* A helper puts it into the server; the caller then changes it. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
};

struct server {
    struct config *config;
    int generation;
};

static void install(struct server *s, struct config *c)
{
    s->config = c;
    s->generation++;
}

static void *worker(void *argument)
{
    struct server *s = calloc(1, sizeof *s);
    struct config *c = malloc(sizeof *c);
    (void)argument;
    if (s == NULL || c == NULL)
        return NULL;
    c->level = 1;
    install(s, c);
    c->level = 2; // expect: frozen-write
                  // note: 'install', which stores or gives away a pointer to it
    return s;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
