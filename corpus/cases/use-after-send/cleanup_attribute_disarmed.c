/* GNU C: the variable frees its message when it goes out of scope, unless it was sent: it is NULL then. */
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

static void free_message(struct msg **m)
{
    free(*m);
}

FBP_TASK void produce(struct queue *out, int n)
{
    __attribute__((cleanup(free_message))) struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->size = n;
    if (n > 10) {
        q_send(out, m);
        m = NULL;
    }
}
