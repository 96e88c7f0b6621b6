/* A library that declares it, too, uses a thread-local variable of this program: it may keep what that leads to, and let it
 * lead elsewhere. The variable is the task's own all the same. */
#include <pthread.h>
#include <stdlib.h>

void library_step(void);

_Thread_local int *current;

static void *worker(void *argument)
{
    int *mine = calloc(1, sizeof *mine);
    current = mine;
    library_step(); // expect: unproven global-write
    *mine = 1;      // expect: unproven global-write
    *current = 2;   // expect: unproven global-write
    current = NULL;
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    return 0;
}
