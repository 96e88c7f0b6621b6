/* An intrusive list: the link inside the job is sent, and with it the job. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct link {
    struct link *next;
};
struct job {
    int number;
    struct link link;
};
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

FBP_TASK void produce(struct queue *out)
{
    struct job *j = calloc(1, sizeof *j);
    if (j == NULL)
        return;
    struct link *l = &j->link;
    q_send(out, l);
    j->number = 1; // expect: use-after-send
}
