/* The strings of the environment are constants. */
#include <pthread.h>
#include <stdlib.h>

static void *worker(void *arg)
{
    char *home = getenv("HOME");
    if (home)
        home[0] = '_'; // expect: frozen-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
