/* A function sends what is in its context, and puts a new message there, as often as it is told. */
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

static void fill(struct writer *w, int n)
{
    for (int i = 0; i < n; i++) {
        w->now->size = i;
        q_send(w->out, w->now);
        w->now = malloc(sizeof *w->now);
        if (w->now == NULL)
            abort();
    }
}

FBP_TASK void produce(struct queue *out, int n)
{
    struct writer w = {out, malloc(sizeof *w.now)};
    if (w.now == NULL)
        return;
    fill(&w, n);
    w.now->size = 0;
    free(w.now);
}
