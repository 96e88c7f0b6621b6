/* The task keeps its last message in a static variable for the status command, and sends it. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);

static struct msg *last;

FBP_TASK void count(struct queue *out)
{
    for (int i = 0; i < 10; i++) {
        struct msg *m = malloc(sizeof *m);
        if (m == NULL)
            return;
        m->number = i;
        last = m;       // expect: global-write
        q_send(out, m); // expect: send-aliased
                        // note: 'last'
    }
}
