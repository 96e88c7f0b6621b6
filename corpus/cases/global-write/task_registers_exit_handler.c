/* The list of exit handlers is the process's: a task that adds to it changes what main does at exit. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void goodbye(void)
{
    puts("bye");
}

static void *worker(void *arg)
{
    atexit(goodbye); // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    atexit(goodbye);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
