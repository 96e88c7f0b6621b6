/* A table without holes: the one that is sent is replaced by the last one. */
// xfail: slots of an array are not told apart
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

FBP_TASK void produce(struct queue *in, struct queue *out)
{
    struct msg *table[8];
    int n = 0;
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        table[n++] = m;
        if (n == 8) {
            m = table[0];
            table[0] = table[--n];
            m->size++;
            q_send(out, m);
        }
    }
    while (n > 0)
        free(table[--n]);
}
