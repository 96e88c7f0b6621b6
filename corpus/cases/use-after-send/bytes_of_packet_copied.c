/* The text of a received line is copied into an entry, whose fields point into it; the entry is sent, the line is freed. */
// xfail: where some packets have pointers, the bytes of any text may be pointers
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct line {
    size_t length;
    char text[];
};

struct entry {
    char *field[2];
    char text[];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void split(struct queue *in, struct queue *out)
{
    struct line *line;
    while ((line = q_receive(in)) != NULL) {
        struct entry *e = malloc(sizeof *e + line->length + 1);
        if (e == NULL)
            return;
        memcpy(e->text, line->text, line->length + 1);
        e->field[0] = e->text;
        e->field[1] = strchr(e->text, ';');
        q_send(out, e);
        free(line);
    }
}
