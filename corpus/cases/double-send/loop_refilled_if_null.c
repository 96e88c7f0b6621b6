/* A message is made if there is none, filled bit by bit, and sent when it is full. */
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

FBP_TASK void produce(struct queue *out, int n)
{
    struct msg *m = NULL;
    for (int i = 0; i < n; i++) {
        if (m == NULL)
            m = calloc(1, sizeof *m);
        if (m == NULL)
            return;
        m->text[m->size++] = 'x';
        if (m->size == (int)sizeof m->text) {
            q_send(out, m);
            m = NULL;
        }
    }
    free(m);
}
