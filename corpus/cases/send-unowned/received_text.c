/* The text of what was received is sent on alone. */
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
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void unpack(struct queue *in, struct queue *out)
{
    struct msg *m = q_receive(in);
    if (m == NULL)
        return;
    char *text = m->text;
    m->text = NULL;
    free(m);
    if (text != NULL)
        q_send(out, text);
}
