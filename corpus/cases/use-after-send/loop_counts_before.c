/* A filter adds up the sizes before it sends. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <stdio.h>
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

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *m;
    int total = 0;
    while ((m = q_receive(in)) != NULL) {
        int size = m->size;
        q_send(out, m);
        total += size;
    }
    printf("%d\n", total);
}
