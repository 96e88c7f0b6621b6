/* Cleanup at the end frees the message, also after it was sent: nobody set the pointer to NULL. */
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

FBP_TASK int produce(struct queue *out, int n)
{
    int status = -1;
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        goto done;
    if (n > 60)
        goto done;
    m->size = n;
    q_send(out, m);
    status = 0;
done:
    free(m); // expect: use-after-send
    return status;
}
