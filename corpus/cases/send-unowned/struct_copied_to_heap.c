/* The message is built in the frame and copied into what is sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    struct msg built = {.size = 3};
    built.text = calloc(1, 3);
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    *m = built;
    q_send(out, m);
}
