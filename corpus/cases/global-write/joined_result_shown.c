/* What a task returns may be what it was given: putting the result into a global shows that. */
#include <pthread.h>
#include <stdlib.h>

static int *shown;

static void *echo(void *arg)
{
    return arg;
}

static void *worker(void *arg)
{
    int *v = malloc(sizeof *v), *other = malloc(sizeof *other);
    void *result = NULL;
    pthread_t t;
    if (!v || !other || pthread_create(&t, NULL, echo, v) != 0)
        return NULL;
    *other = 1;
    pthread_join(t, &result);
    shown = result; // expect: global-write
    *v = 1;         // expect: unproven global-write
    *other = 2;
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return shown == NULL;
}
