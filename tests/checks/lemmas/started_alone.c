// E7-alone residual -O1: global-write
#include "queue.h"

#include <stdint.h>

static int told, count;

static void spawn(pthread_t *thread, int (*task)(void)) FBP_SPAWNS(2, 0)
    FBP_TRUSTED("a thread for it");

static void *run(void *task)
{
    return (void *)(intptr_t)((int (*)(void))(intptr_t)task)();
}

__attribute__((noinline)) static void spawn(pthread_t *thread, int (*task)(void))
{
    if (pthread_create(thread, NULL, run, (void *)(intptr_t)task) != 0)
        exit(2);
}

static int worker(void)
{
    struct msg *m = new_msg();
    m->n = told;
    if (m->n > 1)
        count++; // here
    q_send(m);
    return 0;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    (void)argv;
    worker(); /* no task */
    told = argc;
    spawn(&thread, worker);
    pthread_join(thread, NULL);
    told = 2;
    count = worker(); /* may write it */
    spawn(&thread, worker);
    pthread_join(thread, NULL);
    return 0;
}
