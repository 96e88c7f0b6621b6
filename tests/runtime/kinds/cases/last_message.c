// trap: send-aliased
#include "queue.h"

struct message {
    int id;
    const int *limit;
};

static struct queue messages = QUEUE_EMPTY;
static int limit = 10;

static void *print_ids(void *argument)
{
    (void)argument;
    struct message *m = queue_take(&messages);
    printf("%d\n", m->id);
    free(m);
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    pthread_t printer;
    if (pthread_create(&printer, NULL, print_ids, NULL) != 0)
        return 1;
    struct message *m = malloc(sizeof *m);
    m->id = 1;
    m->limit = argc > 1 ? &limit : NULL;
    limit++;
    queue_put(&messages, m); // trap
    pthread_join(printer, NULL);
    return 0;
}
