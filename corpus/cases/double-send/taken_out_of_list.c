/* What was collected in a list is taken out, one by one, and each is sent twice. */
// xfail: what is taken out of a list that this task built is not known to be one object
#include <fbp/annotate.h>
#include <stdbool.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    struct msg *next;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static struct msg *take(struct msg **list)
{
    struct msg *m = *list;
    if (m != NULL)
        *list = m->next;
    return m;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *list = NULL, *m;
    for (int i = 0; i < 10; i++) {
        m = calloc(1, sizeof *m);
        if (m == NULL)
            return;
        m->next = list;
        list = m;
    }
    while ((m = take(&list)) != NULL) {
        m->next = NULL;
        q_send(out, m);
        q_send(out, m); // expect: double-send
    }
}
