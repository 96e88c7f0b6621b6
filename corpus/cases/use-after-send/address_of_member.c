/* The address of a member is computed after the send, and compared; that touches nothing. */
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

FBP_TASK int produce(struct queue *out, const char *end)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return 0;
    q_send(out, m);
    return &m->text[0] == end;
}
