/* The message is sent, and then given to a function that logs it: wrong is the call. */
#include <fbp/annotate.h>
#include <stdio.h>
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

static void log_it(const struct msg *m)
{
    printf("%d bytes\n", m->size);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    log_it(m);
    q_send(out, m);
    log_it(m); // expect: use-after-send
}
