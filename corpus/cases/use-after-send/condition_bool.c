/* A send that returns true on success. */
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

#include <stdbool.h>

bool q_offer(struct queue *q, void *packet) FBP_SENDS_IF(2, "nonzero");

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    bool taken = q_offer(out, m);
    if (!taken)
        free(m);
}
