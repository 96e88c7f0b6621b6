/* What was received is handed to helpers that go down its list, by a loop and by recursion, and change it. */
#include <fbp/annotate.h>
#include <stddef.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int count;
    char *text;
    struct msg *next;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

static int sum(const struct msg *m)
{
    int n = 0;
    for (const struct msg *p = m->next; p != NULL; p = p->next)
        n += p->count;
    return n;
}

static int number(struct msg *m, int from)
{
    if (m == NULL)
        return from;
    m->count = from;
    return number(m->next, from + 1);
}

FBP_TASK void count(struct queue *in, struct queue *out)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        m->count = sum(m);
        number(m->next, 1);
        if (m->text != NULL)
            m->text[0] = 'x';
        q_send(out, m);
    }
}
