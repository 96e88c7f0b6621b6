/* A message is copied, as a struct, after it was sent: into another one, and from another one. */
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

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m), copy;
    if (m == NULL)
        return;
    q_send(out, m);
    copy = *m; // expect: use-after-send
    copy.size++;
    memcpy(m, &copy, sizeof copy); // expect: use-after-send
}
