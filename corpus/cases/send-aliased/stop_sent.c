/* What the sender keeps of its messages may be what some send has sent, but none that sends nothing: the one that says stop. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct item {
    struct item *before;
    int number;
};

enum { ITEM, STOP };

void q_push(struct queue *q, int type, struct item *packet) FBP_SENDS(3);
struct item *q_pop(struct queue *q) FBP_RECEIVES;

struct state {
    struct item *kept[4];
};

static void stop(struct queue *out)
{
    q_push(out, STOP, NULL);
}

FBP_TASK int work(struct queue *in, struct queue *out)
{
    struct state *s = calloc(1, sizeof *s);
    int n = 0;
    for (int i = 0; i < 4 && s != NULL; i++) {
        struct item *it = calloc(1, sizeof *it);
        if (it == NULL)
            break;
        s->kept[i] = it;
        q_push(out, ITEM, it); // expect: unproven send-aliased
        struct item *other = q_pop(in);
        n += other != NULL && s->kept[0] != NULL;
    }
    stop(out);
    n += q_pop(in) != NULL;
    free(s);
    return n;
}
