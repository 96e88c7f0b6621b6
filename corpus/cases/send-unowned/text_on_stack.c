/* The message is allocated, its text is a buffer of the sender. */
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    char text[32] = "hello";
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->size = 5;
    m->text = text;
    q_send(out, m); // expect: send-unowned
    // note: and with it 'text', a local variable of 'produce'
}
