/* A callback sends the message in its context; who called for that reads it afterwards. */
#include <fbp/annotate.h>
#include <stdio.h>
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

static void twice(void (*call)(void *), void *context)
{
    call(context);
    puts("called");
}

static void flush(void *context)
{
    struct writer *w = context;
    q_send(w->out, w->now);
}

FBP_TASK void produce(struct queue *out)
{
    struct writer w = {out, malloc(sizeof *w.now)};
    if (w.now == NULL)
        return;
    w.now->size = 3;
    twice(flush, &w);
    printf("%d\n", w.now->size); // expect: use-after-send
}
