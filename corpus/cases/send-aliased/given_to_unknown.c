/* A library without a description is given the function that sends. Whether it calls it at all is not
 * known: no chain of calls begins there. */
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
void library_run(void (*each)(void));

static struct queue out;
static struct msg *last;

static void each(void)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->next = NULL;
    last = m;
    q_send(&out, m); // expect: unproven double-send
}

FBP_TASK void work(struct queue *in)
{
    free(q_receive(in));
}

int main(void)
{
    library_run(each); // expect: unproven use-after-send
    return 0;
}
