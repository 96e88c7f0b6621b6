/* What is kept is only wrong when it is used: that is reported there. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    struct msg *next;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK int work(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    struct msg *same = m;
    if (m == NULL)
        return 0;
    q_send(out, m);
    return same->number; // expect: use-after-send
}
