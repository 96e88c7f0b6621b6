/* A message that the queue did not take is freed. */
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
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return -1;
    if (q_try_send(out, m) != 0) {
        free(m);
        return -1;
    }
    return 0;
}
