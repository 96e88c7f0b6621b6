/* A function that makes the next message, but leaves the old one in place if it fails; the caller does not look. */
// xfail: what is in the variable, if nothing is put there, is one of two
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

static int next(struct msg **m, int size)
{
    struct msg *made = size < 10 ? malloc(sizeof *made) : NULL;
    if (made == NULL)
        return -1;
    made->size = size;
    *m = made;
    return 0;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    q_send(out, m);
    next(&m, 11);
    m->text[0] = 'x'; // expect: use-after-send
}
