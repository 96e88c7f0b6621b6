/* Globals keep the packet that a helper sends. The advice is about that packet, which has no pointers in it, and not
 * about what the helper touches first, which has one. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

struct node {
    struct node *next;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

static struct msg *first, *last;
static struct msg *latest;

static void emit(struct queue *q, struct msg *m)
{
    q_send(q, m); // expect: send-aliased
}

static void emit_beside(struct queue *q, struct node *n, struct msg *m)
{
    n->next = NULL;
    q_send(q, m); // expect: send-aliased
    // note: send a copy of what 'm' points to
}

FBP_TASK void work(struct queue *in)
{
    free(q_receive(in));
}

int main(void)
{
    static struct queue q;
    struct node n;
    struct msg *m = calloc(1, sizeof *m), *other = calloc(1, sizeof *other);
    if (m == NULL || other == NULL)
        return 1;
    first = m;
    last = m;
    emit(&q, m);
    latest = other;
    emit_beside(&q, &n, other);
    return 0;
}
