/* main keeps the current message in a static variable; after it was sent, another one is put there. */
// xfail: what was in a static variable of main and is no more is thought to be there still
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

static struct msg *now;

int main(void)
{
    struct queue out = {0};
    for (int i = 0; i < 3; i++) {
        now = calloc(1, sizeof *now);
        if (now == NULL)
            return 1;
        now->size = i;
        struct msg *m = now;
        now = NULL;
        q_send(&out, m);
    }
    return 0;
}

FBP_TASK void consume(struct queue *in)
{
    free(q_receive(in));
}
