/* The message is shown to a function without a body before it is sent: it may keep it. */
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
void log_it(struct msg *m);

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    log_it(m);      // expect: unproven global-write
    q_send(out, m); // expect: unproven send-aliased
                    // note: 'log_it'
}
