/* The end mark is a constant; it is sent as often as it takes. */
#include <fbp/annotate.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

static const struct msg end = {0, "end"};

void q_send_constant(struct queue *q, const void *packet) FBP_SENDS(2);

FBP_TASK void finish(struct queue *out, int readers)
{
    for (int i = 0; i < readers; i++)
        q_send_constant(out, &end);
}
