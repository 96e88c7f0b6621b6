/* A callback sends the message in its context and puts a new one in its place. */
// xfail: what a callback puts into its context is taken for what was there in an earlier round
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct writer {
    struct queue *out;
    struct msg *now;
};

static void each_line(const char *text, void (*line)(void *, int), void *context)
{
    for (; *text; text++)
        if (*text == '\n')
            line(context, *text);
}

static void flush(void *context, int last)
{
    struct writer *w = context;
    w->now->size = last;
    q_send(w->out, w->now);
    w->now = malloc(sizeof *w->now);
    if (w->now == NULL)
        abort();
}

FBP_TASK void produce(struct queue *out)
{
    struct writer w = {out, malloc(sizeof *w.now)};
    if (w.now == NULL)
        return;
    each_line("one\ntwo\n", flush, &w);
    w.now->size = 0;
    free(w.now);
}
