/* A string literal is sent to two queues. */
#include <fbp/annotate.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send_text(struct queue *q, const char *text) FBP_SENDS(2);

FBP_TASK void finish(struct queue *a, struct queue *b)
{
    q_send_text(a, "end");
    q_send_text(b, "end");
}
