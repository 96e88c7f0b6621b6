/* A message is sent to a worker and what comes back is put into the same variable. */
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
    for (int i = 0; m != NULL && i < 10; i++) {
        m->size = i;
        q_send(out, m);
        m = q_receive(back);
    }
    free(m);
}
