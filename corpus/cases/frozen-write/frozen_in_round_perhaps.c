/* One of two messages was published, and one of two is changed; which, the caller says. */
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
const void *publish(void *packet) FBP_FREEZES(1);

FBP_TASK void produce(int first, int second)
{
    struct msg *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    struct msg *frozen = first ? a : b, *changed = second ? b : a;
    publish(frozen);
    changed->size = 1; // expect: unproven frozen-write
}
