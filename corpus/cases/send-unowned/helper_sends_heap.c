/* A helper sends what it is given: all callers give it what they have allocated. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static void reply(struct queue *out, struct msg *answer)
{
    answer->size = 1;
    q_send(out, answer);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m != NULL)
        reply(out, m);
}

FBP_TASK void produce_more(struct queue *out)
{
    for (int i = 0; i < 3; i++) {
        struct msg *m = malloc(sizeof *m);
        if (m == NULL)
            return;
        m->text = NULL;
        reply(out, m);
    }
}
