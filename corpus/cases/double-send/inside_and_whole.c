/* The link inside a job is sent, and then the job: it is the same object. */
#include <fbp/annotate.h>
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

FBP_TASK void produce(struct queue *out)
{
    struct job *j = calloc(1, sizeof *j);
    if (j == NULL)
        return;
    q_send(out, &j->link);
    q_send(out, j); // expect: double-send
}
