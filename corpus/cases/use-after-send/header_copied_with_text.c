/* The copy of a message keeps the pointer to the text, which goes with it; the original reads that text. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int kind, count;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void tee(struct queue *out, struct queue *copies)
{
    struct msg *m = malloc(sizeof *m), *copy = malloc(sizeof *copy);
    if (m == NULL || copy == NULL)
        exit(1);
    m->kind = 1;
    m->count = 1;
    m->text = calloc(1, 8);
    if (m->text == NULL)
        exit(1);
    *copy = *m;
    q_send(copies, copy);
    m->count++;
    m->text[0] = 'x'; // expect: use-after-send
    free(m);
}
