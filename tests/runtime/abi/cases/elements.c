// clang-format off
// trap neighbour: global-write task 'fill'
// trap early: use-after-send given to task 'fill'
// trap twice: double-send
// trap sent: use-after-send
// clang-format on
#include <semaphore.h>

#include "by_hand.h"

enum { N = 5 };
struct job {
    int in, out, extra; /* 12 bytes: granules are shared */
};
static struct job fixed[N];
static const struct fbp_global globals[] = {{&fixed, sizeof fixed, "fixed", 0}};
static const char *what = "";
static sem_t go;
static struct queue queue = QUEUE;

static void *fill(void *argument)
{
    struct job *j = argument;
    WRITE(&j->out, READ(&j->in) * 2);
    if (strcmp(what, "neighbour") == 0)
        WRITE(&j[1].out, 1);
    sem_wait(&go);
    WRITE(&j->extra, 1);
    return NULL;
}

static int round_of(struct job *jobs)
{
    pthread_t threads[N];
    int sum = 0;
    sem_init(&go, 0, 0);
    for (int i = 0; i < N; i++) {
        WRITE(&jobs[i].in, i);
        if (i % 2 == 0) {
            threads[i] = start_as(fill, &jobs[i], sizeof *jobs, NULL);
            if (strcmp(what, "early") == 0)
                WRITE(&jobs[i].in, 0);
            if (strcmp(what, "twice") == 0)
                start_as(fill, &jobs[i], sizeof *jobs, NULL);
        }
    }
    WRITE(&jobs[1].out, 100); /* not lent */
    WRITE(&jobs[3].out, 100);
    for (int i = 0; i < N; i++)
        sem_post(&go);
    for (int i = 0; i < N; i += 2)
        join(threads[i]);
    for (int i = 0; i < N; i++)
        sum += READ(&jobs[i].out);
    return sum;
}

int main(int argc, char **argv)
{
    what = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + 1);
    struct job local[N] = {0}, *heap = calloc(N, sizeof *heap);
    for (int i = 0; i < 3; i++)
        if (round_of(fixed) != 212 || round_of(local) != 212 || round_of(heap) != 212)
            return 1;
    __fbp_send(&heap[1], sizeof *heap, NULL, "q_send");
    put(&queue, &heap[1]);
    WRITE(&heap[0].in, 1);
    WRITE(&heap[2].in, 1);
    if (strcmp(what, "sent") == 0)
        WRITE(&heap[1].in, 1);
    struct job *back = receive_from(&queue, NULL);
    WRITE(&back->in, 1);
    free(heap);
    return 0;
}
