/* A macro sends and sets the variable to NULL in one go; free(NULL) is harmless. */
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

#define GIVE(queue, m) (q_send(queue, m), (m) = NULL)

FBP_TASK void produce(struct queue *out, int n)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    if (n > 0)
        GIVE(out, m);
    if (m != NULL)
        m->size = n;
    free(m);
}
