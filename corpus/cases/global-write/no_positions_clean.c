/* Helpers without source positions (`nodebug`), called on memory of the task alone, and by main
 * before it starts the task: nothing of what another call passes comes to these. */
#include <pthread.h>
#include <stdlib.h>

#define NO_POSITIONS __attribute__((nodebug, always_inline)) static inline

static int settings[2];

NO_POSITIONS void set(int *where, int value)
{
    where[0] = value;
    where[1] = value;
}

NO_POSITIONS void set_through(int *where)
{
    set(where, 3);
}

static void *work(void *arg)
{
    int own[2];
    int *block = malloc(2 * sizeof *block);
    set_through(own);
    if (block != NULL)
        set(block, own[0] + settings[0]);
    free(block);
    return arg;
}

int main(void)
{
    pthread_t thread;
    set(settings, 7);
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    return 0;
}
