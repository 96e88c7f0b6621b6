// A9-handle full -O1: use-after-send
#include "queue.h"

struct job {
    pthread_t by;
    int result;
};

static void *task(void *arg)
{
    ((struct job *)arg)->result = 1;
    return NULL;
}

int main(void)
{
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL || pthread_create(&job->by, NULL, task, job) != 0)
        return 1;
    pthread_t by = job->by;
    int early = job->result; // here
    pthread_join(by, NULL);
    return early == 2;
}
