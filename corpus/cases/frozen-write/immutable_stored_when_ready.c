/* Everything is set before it is stored. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
    int limits[4];
};

struct server {
    const struct config *config;
    int connections;
};

static void *worker(void *argument)
{
    struct server *s = malloc(sizeof *s);
    struct config *c = malloc(sizeof *c);
    (void)argument;
    if (s == NULL || c == NULL) {
        free(s);
        free(c);
        return NULL;
    }
    c->level = 1;
    for (int i = 0; i < 4; i++)
        c->limits[i] = i * 10;
    s->connections = 0;
    s->config = c;
    s->connections += s->config->limits[0];
    return s;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
