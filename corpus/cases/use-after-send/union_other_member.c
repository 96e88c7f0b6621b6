/* A union holds a pointer as this or that; what is sent by one name is written by the other. */
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

struct note {
    int size;
};
union payload {
    struct msg *message;
    struct note *note;
};

FBP_TASK void produce(struct queue *out)
{
    union payload u;
    u.message = calloc(1, sizeof *u.message);
    if (u.message == NULL)
        return;
    q_send(out, u.message);
    u.note->size = 1; // expect: use-after-send
}
