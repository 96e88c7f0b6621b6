/* A task sends what it has found in a global. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static struct msg *current;

FBP_TASK void produce(struct queue *out)
{
    q_send(out, current); // expect: send-unowned
    // note: can be reached from global 'current'
}

int main(void)
{
    current = calloc(1, sizeof *current); // expect: unproven global-write
    return 0;
}
