/* A message is sent to a worker and received back: what came back may be written, what was sent may not. */
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
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void ask(struct queue *out, struct queue *back)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    q_send(out, m);
    struct msg *answer = q_receive(back);
    if (answer == NULL)
        return;
    answer->size = 1;
    m->size = 2; // expect: use-after-send
}
