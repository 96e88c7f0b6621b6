/* What main has stored in a static list a helper sends. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    struct msg *next;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

static struct msg *all;

static void emit(struct queue *q, struct msg *m)
{
    m->number++;
    q_send(q, m); // expect: send-aliased
                  // note: 'emit' is called here by 'main'
}

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
    all = m;
    emit(&q, m);
    return 0;
}
