/* A function sends what is full and returns NULL then, else what it was given; the caller does not look. */
#include <fbp/annotate.h>
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

static struct msg *feed(struct queue *out, struct msg *m, int byte)
{
    m->text[m->size++] = (char)byte;
    if (m->size < (int)sizeof m->text)
        return m;
    q_send(out, m);
    return NULL;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    feed(out, m, 'a');
    m->size = 0; // expect: use-after-send
}
