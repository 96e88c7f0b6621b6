/* Code that nobody knows calls a function with an item, that function sends it, and the library
 * goes on with it, for all that is known. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);

void each_item(void (*on_item)(struct msg *item));

static struct queue out;

static void on_item(struct msg *item)
{
    q_send(&out, item); // expect: unproven double-send
}

int main(void)
{
    each_item(on_item); // expect: unproven use-after-send
    return 0;
}

FBP_TASK int counts(struct msg *m)
{
    return m->number;
}
