/* A function with a body that is said to start a task: the body does so by code that is not seen, or by pthread_create. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct job {
    void (*function)(void *);
    void *argument;
};

void runtime_run(struct job *job);

static int ticks, limit, seen_limit;

FBP_SPAWNS(1, 2) static void start(void (*function)(void *), void *argument)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        abort();
    *job = (struct job){function, argument};
    runtime_run(job); // expect: unproven global-write
}

FBP_SPAWNS_IF(2, 3, "zero")
static int start_seen(pthread_t *thread, void *(*function)(void *), void *argument)
{
    return pthread_create(thread, NULL, function, argument);
}

static void work(void *argument)
{
    ticks++; // expect: global-write
    if (limit == 0)
        *(int *)argument = 1; // expect: unproven global-write
}

static void *seen(void *argument)
{
    *(int *)argument = seen_limit;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int mine = 0, own = 0;
    start(work, &mine);
    limit = 1; // expect: unproven global-write
    if (start_seen(&thread, seen, &own) != 0)
        return 1;
    pthread_join(thread, NULL);
    seen_limit = 1;
    return own;
}
