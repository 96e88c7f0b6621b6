/* One task makes messages and lets go of them; another one changes and frees what it receives. */
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

FBP_TASK void produce(struct queue *out)
{
    for (int i = 0; i < 10; i++) {
        struct msg *m = malloc(sizeof *m);
        if (m == NULL)
            break;
        m->size = i;
        q_send(out, m);
    }
    q_send(out, NULL);
}

FBP_TASK void consume(struct queue *in)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        m->size = -1;
        free(m);
    }
}
