/* A send that returns a ticket if it took the message; the message is freed if there is a ticket. */
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

struct ticket;
struct ticket *q_submit(struct queue *q, void *packet) FBP_SENDS_IF(2, "nonnull");

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    if (q_submit(out, m))
        free(m); // expect: use-after-send
}
