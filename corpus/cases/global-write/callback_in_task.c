/* What unknown code runs when a task calls it runs in that task: with the task's own thread-local
 * variables, and a static object is as global there as anywhere. */
#include <pthread.h>
#include <stddef.h>

void for_each(void (*visit)(int *));

static int seen;
static _Thread_local int depth;

static void visit(int *item)
{
    depth++;
    seen++;    // expect: unproven global-write
    *item = 0; // expect: unproven global-write
}

static void *job(void *argument)
{
    for_each(visit); // expect: unproven global-write
    depth = 0;
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, job, NULL);
    pthread_join(thread, NULL);
    return seen;
}
