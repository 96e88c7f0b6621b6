// clang-format off
// trap twice: double-send given to task 'work'
// trap read: double-send given to task 'work'
// trap fixed: global-write the variable 'fixed', which has static storage, leads to it
// clang-format on
/* What hangs below two elements: a second task is started with what the first was lent. After the
 * join it is his who lent it. Below a static array it is global, as long as one of the elements is
 * nobody's. */
#include <semaphore.h>

#include "by_hand.h"

struct job {
    int n;
    int *shared;
};
TYPE(of_job, struct job, {8, 0, NULL});
static struct job fixed[2];
static const struct fbp_global globals[] = {{&fixed, sizeof fixed, "fixed", 0}};
static const char *mode = "";
static sem_t go;

static void *work(void *argument)
{
    struct job *j = argument;
    int *shared = READ(&j->shared);
    sem_wait(&go);
    if (strcmp(mode, "read") == 0)
        WRITE(&j->n, READ(shared));
    else
        WRITE(shared, READ(shared) + 1);
    return NULL;
}

int main(int argc, char **argv)
{
    mode = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + LENGTH(globals));
    struct job *jobs = strcmp(mode, "fixed") == 0 ? fixed : calloc(2, sizeof *jobs);
    int *shared = calloc(1, sizeof *shared), *own = calloc(1, sizeof *own);
    int wait = strcmp(mode, "") == 0;
    sem_init(&go, 0, 0);
    WRITE(&jobs[0].shared, shared);
    pthread_t first = start_as(work, &jobs[0], sizeof *jobs, &of_job);
    if (wait) {
        WRITE(&jobs[1].shared, own);
        pthread_t other = start_as(work, &jobs[1], sizeof *jobs, &of_job);
        sem_post(&go);
        sem_post(&go);
        join(first);
        join(other);
    }
    WRITE(&jobs[1].shared, shared);
    pthread_t second = start_as(work, &jobs[1], sizeof *jobs, &of_job);
    sem_post(&go);
    sem_post(&go);
    if (!wait)
        join(first);
    join(second);
    return READ(shared) == 2 && READ(own) == 1 ? 0 : 1;
}
