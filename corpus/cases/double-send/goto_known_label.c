/* Jumps to labels whose addresses are in variables: the path knows where it goes, and sends once. The last one may
 * be either. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out, int again)
{
    struct msg *m = malloc(sizeof *m);
    void *next = &&give;
    if (m == NULL)
        return;
    goto *next;
give:
    q_send(out, m); // expect: double-send
    next = again ? &&give : &&done;
    goto *next;
done:
    return;
}
