/* What a table of the sender's own keeps is sent seven functions further down. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

struct worker {
    struct queue *in, *out;
    struct msg *recent[8];
    struct msg *next;
    unsigned n;
};

static void write_out(struct queue *q, struct msg *m)
{
    q_send(q, m); // expect: unproven send-aliased
}

static void number(struct queue *q, struct msg *m)
{
    m->number++;
    write_out(q, m);
}

static void seal(struct queue *q, struct msg *m)
{
    number(q, m);
}

static void wrap(struct queue *q, struct msg *m)
{
    seal(q, m);
}

static void route(struct worker *w, struct msg *m)
{
    wrap(w->out, m);
}

static void pass(struct worker *w, struct msg *m)
{
    route(w, m);
}

static void finish(struct worker *w, struct msg *m)
{
    pass(w, m);
}

FBP_TASK void work(struct worker *w)
{
    struct msg *m;
    while ((m = q_receive(w->in)) != NULL) {
        w->recent[w->n++ % 8] = m;
        finish(w, m);
    }
}
