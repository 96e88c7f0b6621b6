// W7-behind residual -O1: use-after-send
#include "queue.h"

/* What is looked at is not what is sent, but lies in it. */
struct box {
    struct msg *content;
};

static struct box *sent;
static void q_send_box(struct box *b) FBP_SENDS(1) FBP_TRUSTED("a slot for one packet");

__attribute__((noinline)) static void q_send_box(struct box *b)
{
    sent = b;
}

int main(void)
{
    struct msg *m = new_msg();
    struct box *b = malloc(sizeof *b);
    if (b == NULL)
        return 2;
    b->content = m;
    q_send_box(b);
    m->n = 1; // here
    return 0;
}
