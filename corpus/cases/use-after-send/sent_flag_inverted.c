/* A flag remembers whether the message was sent, and is tested the wrong way round. */
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

FBP_TASK void produce(struct queue *out, int urgent)
{
    struct msg *m = malloc(sizeof *m);
    int sent = 0;
    if (m == NULL)
        return;
    m->size = 1;
    if (urgent) {
        q_send(out, m);
        sent = 1;
    }
    if (sent)
        free(m); // expect: use-after-send
}
