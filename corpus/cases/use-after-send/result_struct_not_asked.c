/* A function returns a struct with the message and whether it has already been sent; nobody asks. */
// xfail: that the helper sends on a path that this call takes is not shown, where its result does not tell
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

struct result {
    struct msg *m;
    int sent;
};

static struct result make(struct queue *out, int urgent)
{
    struct result r = {calloc(1, sizeof *r.m), 0};
    if (r.m != NULL && urgent) {
        q_send(out, r.m);
        r.sent = 1;
    }
    return r;
}

FBP_TASK void produce(struct queue *out, int urgent)
{
    struct result r = make(out, urgent);
    free(r.m); // expect: use-after-send
}
