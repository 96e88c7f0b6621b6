/* What it leads to is immutable as well: the name behind the pointer. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
    char *name;
};

struct server {
    struct config *config;
};

static void *worker(void *argument)
{
    struct server *s = malloc(sizeof *s);
    struct config *c = malloc(sizeof *c);
    char *name = strdup("first");
    (void)argument;
    if (s == NULL || c == NULL || name == NULL)
        return NULL;
    c->level = 1;
    c->name = name;
    s->config = c;
    name[0] = 'F'; // expect: frozen-write
    return s;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
