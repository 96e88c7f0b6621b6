/* All in the header of a 'for': receive, and the size of what was sent as the step. */
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
    int total = 0;
    for (struct msg *m = q_receive(in); m != NULL; total += m->size, m = q_receive(in)) // expect: use-after-send
        q_send(out, m);
    printf("%d\n", total);
}
