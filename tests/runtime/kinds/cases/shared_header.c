// trap: double-send
#include "queue.h"

struct header {
    int version;
};

struct message {
    struct header *header;
    int body;
};

static struct queue messages = QUEUE_EMPTY;

static void *receive(void *argument)
{
    int *n = argument;
    for (int i = 0; i < 2; i++) {
        struct message *m = queue_take(&messages);
        *n += m->body;
        if (i == 1)
            free(m->header);
        free(m);
    }
    return NULL;
}

static struct header *header_new(void)
{
    struct header *h = malloc(sizeof *h);
    h->version = 2;
    return h;
}

int main(int argc, char **argv)
{
    (void)argv;
    int sum = 0;
    pthread_t receiver;
    if (pthread_create(&receiver, NULL, receive, &sum) != 0)
        return 1;
    struct header *h = header_new();
    for (int i = 0; i < 2; i++) {
        struct message *m = malloc(sizeof *m);
        m->header = i == 0 || argc > 1 ? h : header_new();
        m->body = i;
        queue_put(&messages, m); // trap
    }
    pthread_join(receiver, NULL);
    return sum == 1 ? 0 : 1;
}
