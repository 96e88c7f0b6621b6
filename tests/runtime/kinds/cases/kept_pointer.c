// trap: send-aliased
// options: strict_send=1
#include "queue.h"

struct state {
    int n;
    struct state *next;
};

struct parser {
    struct state *current;
    int reuse;
};

static struct queue states = QUEUE_EMPTY;

static void *consume(void *argument)
{
    (void)argument;
    free(queue_take(&states));
    return NULL;
}

static void finish(struct parser *p)
{
    struct state *s = p->current;
    if (!p->reuse)
        p->current = NULL;
    queue_put(&states, s); // trap
}

int main(int argc, char **argv)
{
    (void)argv;
    pthread_t consumer;
    if (pthread_create(&consumer, NULL, consume, NULL) != 0)
        return 1;
    struct parser *p = malloc(sizeof *p);
    p->reuse = argc > 1;
    p->current = calloc(1, sizeof *p->current);
    printf("parser %p\n", (void *)p);
    finish(p);
    pthread_join(consumer, NULL);
    free(p);
    return 0;
}
