/* A buffer is grown as often as need be, and what came out is sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out, int n)
{
    char *text = malloc(1);
    size_t size = 1;
    for (int i = 0; i < n; i++) {
        char *more = realloc(text, size * 2);
        if (more == NULL) {
            free(text);
            return;
        }
        text = more;
        size *= 2;
        text[size - 1] = 'x';
    }
    if (text != NULL)
        q_send(out, text);
}
