/* A buffer is sent; another one is allocated, grown and sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out, size_t n)
{
    char *text = malloc(16), *more;
    if (text == NULL)
        return;
    q_send(out, text);
    text = malloc(16);
    if (text == NULL)
        return;
    more = realloc(text, 16 + n);
    q_send(out, more != NULL ? more : text);
}
