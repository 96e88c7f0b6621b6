/* What is received is put into a static variable. */
#include <fbp/annotate.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_get(struct queue *q, void **packet) FBP_RECEIVES_INTO(2);
int q_poll(struct queue *q, void **packet) FBP_RECEIVES_INTO_IF(2, "zero");

static void *latest;

FBP_TASK void follow(struct queue *in)
{
    void *mine;
    q_get(in, &mine);
    q_get(in, &latest);  // expect: global-write
    q_poll(in, &latest); // expect: global-write
}
