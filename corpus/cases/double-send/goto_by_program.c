/* An interpreter that goes by a table of labels: what comes next stands in the program that it is given, and that
 * may say "send" twice. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out, const unsigned char *program)
{
    static void *const labels[] = {&&give, &&done};
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    goto *labels[*program++ & 1];
give:
    q_send(out, m); // expect: double-send
    goto *labels[*program++ & 1];
done:
    return;
}
