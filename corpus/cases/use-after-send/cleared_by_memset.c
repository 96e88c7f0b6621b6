/* What was sent is cleared for the next round by memset. */
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
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    for (int i = 0; i < 3; i++) {
        memset(m, 0, sizeof *m); // expect: use-after-send
        q_send(out, m); // expect: double-send
    }
}
