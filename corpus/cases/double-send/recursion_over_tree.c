/* A tree that was built here is taken apart and sent node by node. */
// xfail: nodes of a tree are not told apart
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct tree {
    struct tree *left, *right;
};

static struct tree *grow(int depth)
{
    struct tree *t = calloc(1, sizeof *t);
    if (t != NULL && depth > 0) {
        t->left = grow(depth - 1);
        t->right = grow(depth - 1);
    }
    return t;
}

static void send_all(struct queue *out, struct tree *t)
{
    if (t == NULL)
        return;
    struct tree *left = t->left, *right = t->right;
    t->left = t->right = NULL;
    q_send(out, t);
    send_all(out, left);
    send_all(out, right);
}

FBP_TASK void produce(struct queue *out)
{
    send_all(out, grow(4));
}
