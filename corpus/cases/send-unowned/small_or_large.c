/* Small messages lie in the frame, large ones are allocated: which one is sent is not told apart. */
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

FBP_TASK void produce(struct queue *out, int n)
{
    char small[16], *p = small;
    if (n > 16)
        p = malloc((size_t)n);
    if (p != NULL)
        q_send(out, p); // expect: unproven send-unowned
    // note: it may be a local variable of 'produce'
}
