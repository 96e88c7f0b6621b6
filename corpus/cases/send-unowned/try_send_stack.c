/* Also where the queue may be full. */
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

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");

FBP_TASK int produce(struct queue *out)
{
    struct msg m = {.size = 3};
    if (q_try_send(out, &m) != 0) // expect: send-unowned
        return -1;
    return 0;
}
