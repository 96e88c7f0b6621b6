/* It is stored in the server, and patched afterwards through the other pointer. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
};

struct server {
    struct config *config;
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
    s->config = c;
    c->level = 2; // expect: frozen-write
                  // note: stored into 's->config'
    return s;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
