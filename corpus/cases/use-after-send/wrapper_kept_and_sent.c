/* A constructor made on top of an allocation wrapper: one of its objects is sent, the same one is
 * used again; another one is not. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct message {
    struct message *next;
    int number;
};

void q_send(struct queue *q, struct message *packet) FBP_SENDS(2);

static void *must_have(size_t size)
{
    void *p = malloc(size);
    if (p == NULL)
        abort();
    return p;
}

static struct message *message_new(int number)
{
    struct message *m = must_have(sizeof *m);
    m->next = NULL;
    m->number = number;
    return m;
}

FBP_TASK void work(struct queue *out)
{
    struct message *kept = message_new(0), *sent = message_new(1);
    q_send(out, sent);
    kept->number++;
    sent->number++; // expect: use-after-send
    free(kept);
}
