/* The statistics are beside the message, in the task's own state, and may be counted after the send. */
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct statistics {
    int messages, bytes;
};

static void count(struct statistics *s, int bytes)
{
    s->messages++;
    s->bytes += bytes;
}

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct statistics *s = calloc(1, sizeof *s);
    struct msg *m;
    if (s == NULL)
        return;
    while ((m = q_receive(in)) != NULL) {
        int size = m->size;
        q_send(out, m);
        count(s, size);
    }
    printf("%d messages\n", s->messages);
    free(s);
}
