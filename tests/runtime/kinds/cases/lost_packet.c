// trap: packet-leak
// options: leaks=1
#include "queue.h"

struct event {
    int kind;
};

static struct queue events = QUEUE_EMPTY;

static void *handle(void *argument)
{ // trap
    int *handled = argument;
    struct event *e = queue_take(&events);
    if (e->kind == 0)
        return NULL;
    free(e);
    ++*handled;
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    int handled = 0;
    pthread_t handler;
    if (pthread_create(&handler, NULL, handle, &handled) != 0)
        return 1;
    struct event *e = malloc(sizeof *e);
    e->kind = argc > 1 ? 0 : 1;
    queue_put(&events, e);
    pthread_join(handler, NULL);
    printf("%d\n", handled);
    return 0;
}
