/* The message goes, and with it a body that a static cache still has. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    char *body;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

static char *cached;

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
    m->body = malloc(100);
    if (m->body == NULL)
        return 1;
    cached = m->body;
    q_send(&q, m); // expect: send-aliased
                   // note: 'cached' still points to 'm->body'
    return 0;
}
