/* What a constructor puts into main's thread-local variable main finds there, and what main puts there a destructor. */
#include <pthread.h>
#include <stddef.h>

static const int fixed = 1;
static int total;
static _Thread_local const int *unit;
static _Thread_local int *sum;

__attribute__((constructor)) static void set_up(void)
{
    unit = &fixed;
}

__attribute__((destructor)) static void clean_up(void)
{
    *sum = 0; // expect: unproven global-write
}

static void *worker(void *argument)
{
    return total ? argument : NULL;
}

int main(void)
{
    pthread_t thread;
    sum = &total;
    *(int *)unit = 2; // expect: unproven frozen-write
    pthread_create(&thread, NULL, worker, NULL);
    return 0;
}
