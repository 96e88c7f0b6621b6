/* A message refers to a row of a constant table, which everybody may read at any time. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct format {
    int width, height;
};
struct image {
    const struct format *format;
    unsigned char *pixels;
};
static const struct format formats[] = {{320, 200}, {640, 480}};

FBP_TASK int produce(struct queue *out, int wide)
{
    struct image *i = calloc(1, sizeof *i);
    if (i == NULL)
        return 0;
    const struct format *f = &formats[wide != 0];
    i->format = f;
    i->pixels = calloc((size_t)f->width, (size_t)f->height);
    q_send(out, i);
    return f->width;
}
