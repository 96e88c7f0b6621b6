/* The log gets a copy of its own. */
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

FBP_TASK void split(struct queue *in, struct queue *out, struct queue *log)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        struct msg *copy = malloc(sizeof *copy);
        if (copy != NULL)
            *copy = *m;
        q_send(out, m);
        if (copy != NULL)
            q_send(log, copy);
    }
}
