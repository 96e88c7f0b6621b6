/* The sender grows a buffer that it sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK char *produce(struct queue *out)
{
    char *text = malloc(16);
    if (text == NULL)
        return NULL;
    text[0] = 0;
    q_send(out, text);
    return realloc(text, 32); // expect: use-after-send
}
