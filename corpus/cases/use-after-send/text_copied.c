/* The name is copied out before the send; printing the copy is fine. */
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
    while ((m = q_receive(in)) != NULL) {
        char name[sizeof m->text];
        memcpy(name, m->text, sizeof name);
        name[sizeof name - 1] = 0;
        q_send(out, m);
        printf("sent %s\n", name);
    }
}
