/* A union's pointer is sent by one name and then by the other. */
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

union payload {
    struct msg *message;
    void *anything;
};

FBP_TASK void produce(struct queue *out)
{
    union payload u;
    u.message = calloc(1, sizeof *u.message);
    if (u.message == NULL)
        return;
    q_send(out, u.message);
    q_send(out, u.anything); // expect: double-send
}
