/* main keeps the name of a request in a global, to show it later, and sends the request. */
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct request {
    int number;
    char *name;
};

void q_send(struct queue *q, struct request *packet) FBP_SENDS(2);
struct request *q_receive(struct queue *q) FBP_RECEIVES;

static char *title;

FBP_TASK void serve(struct queue *in)
{
    struct request *r = q_receive(in);
    free(r->name);
    free(r);
}

int main(void)
{
    static struct queue q;
    struct request *r = calloc(1, sizeof *r);
    if (r == NULL || (r->name = strdup("first")) == NULL)
        return 1;
    title = r->name;
    q_send(&q, r); // expect: send-aliased
    // note: let 'title' point to a copy of what 'r->name' points to
    return 0;
}
