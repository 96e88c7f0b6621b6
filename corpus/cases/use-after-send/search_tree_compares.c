/* A search tree whose comparison reads a key that was sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <search.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    char *body;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

static int compare(const void *a, const void *b)
{
    const struct msg *x = a, *y = b;
    return (x->number > y->number) - // expect: unproven use-after-send
           (x->number < y->number);  // expect: unproven use-after-send
}

FBP_TASK void work(struct queue *in, struct queue *out)
{
    void *root = NULL;
    struct msg *m = q_receive(in), key = {.number = 3};
    if (m == NULL)
        return;
    tsearch(m, &root, compare);
    q_send(out, m);
    tfind(&key, &root, compare); // expect: unproven use-after-send
}
