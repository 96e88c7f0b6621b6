/* A pointer into the text of the message is kept over the send: no pointer to the message, but the same memory. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *m = q_receive(in);
    if (m == NULL)
        return;
    char *colon = strchr(m->text, ':');
    q_send(out, m);
    if (colon != NULL)
        *colon = 0; // expect: use-after-send
}
