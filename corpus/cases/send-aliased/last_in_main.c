/* main keeps what it sent last in a static variable. */
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
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

static struct msg *last;

FBP_TASK void work(struct queue *in)
{
    free(q_receive(in));
}

int main(void)
{
    static struct queue q;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return 1;
    last = m;
    q_send(&q, m); // expect: send-aliased
                   // note: 'last'
    return 0;
}
