/* Changing the environment is a write to a global; reading it is not. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *worker(void *arg)
{
    const char *home = getenv("HOME");
    if (home)
        puts(home);
    setenv("WORKER", "1", 1); // expect: global-write
    unsetenv("WORKER");       // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    setenv("MAIN", "1", 1);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
