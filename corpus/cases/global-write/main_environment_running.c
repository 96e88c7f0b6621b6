/* main changes the environment while a task that reads it runs; a task that does not is no matter. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char mode[] = "MODE=slow";

static void *reader(void *arg)
{
    const char *m = getenv("MODE");
    puts(m ? m : "none");
    return arg;
}

static void *adder(void *arg)
{
    *(int *)arg += 1;
    return 0;
}

int main(void)
{
    pthread_t r, a;
    int n = 0;
    if (pthread_create(&a, NULL, adder, &n) != 0)
        return 1;
    setenv("MODE", "fast", 1);
    if (pthread_create(&r, NULL, reader, NULL) != 0)
        return 1;
    setenv("MODE", "fast", 1); // expect: global-write
    // note: while task 'reader', which reads it, may be running
    putenv(mode); // expect: global-write
    pthread_join(r, NULL);
    unsetenv("MODE");
    pthread_join(a, NULL);
    return n;
}
