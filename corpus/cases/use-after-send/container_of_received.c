/* An intrusive list: a link is received, the job around it is changed and the link is sent on. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct link {
    struct link *next;
};
struct job {
    int number;
    struct link link;
};
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct link *l;
    while ((l = q_receive(in)) != NULL) {
        struct job *j = container_of(l, struct job, link);
        j->number++;
        q_send(out, l);
    }
}
