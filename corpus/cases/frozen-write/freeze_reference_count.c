/* A frozen message counts its readers in itself, and nobody said that this member is shared. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *freeze(void *packet) FBP_FREEZES(1);

struct shared_text {
    int readers;
    char text[16];
};

static struct shared_text *retain(struct shared_text *t)
{
    t->readers++; // expect: frozen-write
    return t;
}

FBP_TASK void setup(struct queue *out)
{
    struct shared_text *t = calloc(1, sizeof *t);
    if (t == NULL)
        return;
    freeze(t);
    q_send(out, retain(t));
}
