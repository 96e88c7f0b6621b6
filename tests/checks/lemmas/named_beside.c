// A9-handle full -O1: use-after-send
#include "queue.h"

/* Tasks that have numbers of four bytes: the handle of one may be read in what it was lent. */
static pthread_t threads[4];
static int started;

static int go(int *number, void *(*task)(void *), void *arg) FBP_SPAWNS_IF(2, 3, "zero")
    FBP_HANDLE(1) FBP_TRUSTED("the numbers of threads");
static void wait_for(int number) FBP_JOINS FBP_HANDLE(1) FBP_TRUSTED("the numbers of threads");

__attribute__((noinline)) static int go(int *number, void *(*task)(void *), void *arg)
{
    *number = ++started;
    return pthread_create(&threads[started], NULL, task, arg);
}

__attribute__((noinline)) static void wait_for(int number)
{
    pthread_join(threads[number], NULL);
}

struct job {
    int by, result;
};

static void *task(void *arg)
{
    ((struct job *)arg)->result = 1;
    return NULL;
}

int main(void)
{
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL || go(&job->by, task, job) != 0)
        return 1;
    int by = job->by;
    int early = job->result; // here
    wait_for(by);
    return early == 2;
}
