/* One element of an array of structs is sent twice. */
// xfail: elements of an array are not told apart
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct job {
    int number;
};

FBP_TASK void produce(struct queue *out)
{
    struct job *jobs = calloc(4, sizeof *jobs);
    if (jobs == NULL)
        return;
    q_send(out, &jobs[1]);
    q_send(out, &jobs[1]); // expect: double-send
}
