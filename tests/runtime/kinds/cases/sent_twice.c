// trap: double-send
#include "queue.h"

struct job {
    int kind;
};

static struct queue fast = QUEUE_EMPTY, slow = QUEUE_EMPTY;

static void *work(void *argument)
{
    struct queue *q = argument;
    for (;;) {
        struct job *j = queue_take(q);
        int kind = j->kind;
        free(j);
        if (kind == 0)
            return NULL;
    }
}

static void dispatch(struct job *j, int kind, int urgent)
{
    if (urgent || kind == 0)
        queue_put(&fast, j);
    if (kind != 1)
        queue_put(&slow, j); // trap
}

static void submit(int kind, int urgent)
{
    struct job *j = malloc(sizeof *j);
    j->kind = kind;
    dispatch(j, kind, urgent);
}

int main(int argc, char **argv)
{
    (void)argv;
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, &slow) != 0)
        return 1;
    submit(1, 1);
    submit(2, argc > 1);
    struct job *last = malloc(sizeof *last);
    last->kind = 0;
    queue_put(&slow, last);
    pthread_join(worker, NULL);
    return 0;
}
