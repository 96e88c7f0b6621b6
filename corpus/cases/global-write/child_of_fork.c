/* The child of a fork has memory of its own and no other thread; its parent goes on among the threads. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int level, depth;

static void *reader(void *arg)
{
    *(int *)arg = level + depth + (getenv("LEVEL") != NULL);
    depth = 1; // expect: global-write
    pid_t child = fork();
    if (child == 0)
        level = 3; // expect: unproven global-write
    return arg;
}

static void in_child(void)
{
    level = 2;               // expect: unproven global-write
    setenv("LEVEL", "1", 1); // expect: unproven global-write
    _exit(0);
}

int main(void)
{
    pthread_t t;
    int got = 0;
    if (pthread_create(&t, NULL, reader, &got) != 0)
        return 1;
    pid_t child = fork();
    if (child == 0)
        in_child();
    if (child > 0)
        setenv("LEVEL", "2", 1); // expect: global-write
    level = 1;                   // expect: global-write
    pthread_join(t, NULL);
    return got;
}
