/* Workers, the elements of an array, read one problem and send parts of their work to each other: the problem is not sent. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct parcel {
    unsigned count, nodes[8];
};

struct worker {
    const unsigned *problem;
    struct queue *queue;
    unsigned best;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

static void *work(void *argument)
{
    struct worker *self = argument;
    struct parcel *p;
    while ((p = q_receive(self->queue)) != NULL) {
        if (p->nodes[0] > self->best)
            self->best = p->nodes[0];
        p->count += self->problem[0];
        q_send(self->queue, p);
    }
    return NULL;
}

int main(void)
{
    struct queue queue = {0};
    unsigned problem[4] = {1, 2, 3, 4};
    struct worker workers[3];
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        workers[i] = (struct worker){.problem = problem, .queue = &queue};
    for (int i = 0; i < 3; i++)
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0) // expect: unproven double-send
            abort();
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return (int)workers[0].best;
}
