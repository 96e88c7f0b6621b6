/* To free what a global shows is a write to it. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static char *name;

static void *worker(void *arg)
{
    free(name);  // expect: global-write
    name = NULL; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    name = strdup("first");
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
