/* The text in the frame is replaced by an allocated one before the message is sent. */
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
    char text[16] = "hello";
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->text = text;
    m->size = (int)strlen(m->text);
    m->text = strdup(text);
    q_send(out, m);
}
