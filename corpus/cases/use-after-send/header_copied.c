/* The copy of a message starts with the same numbers, and gets a text and a list of its own; the original goes on being used. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int kind, count;
    size_t size;
    char *text;
    struct msg *next;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

static void send_copy(struct queue *out, const struct msg *m)
{
    struct msg *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return;
    *copy = *m;
    copy->next = NULL;
    copy->text = malloc(m->size);
    if (copy->text != NULL)
        memset(copy->text, 'x', m->size);
    q_send(out, copy);
}

FBP_TASK void tee(struct queue *in, struct queue *out, struct queue *copies)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        send_copy(copies, m);
        m->count++;
        q_send(out, m);
    }
}
