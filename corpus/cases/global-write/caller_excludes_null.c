/* The caller gives up where there is no memory; the callee allocates what it is not given. Another task gives it nothing. */
#include <pthread.h>
#include <stdlib.h>

static int *slot, *other;

static void init(int *data)
{
    if (data != NULL)
        *data = 1;
    else
        slot = malloc(sizeof *slot); // expect: unproven global-write
}

static void init_other(int *data)
{
    if (data != NULL)
        *data = 1;
    else
        other = malloc(sizeof *other); // expect: global-write
}

static void *worker(void *arg)
{
    int *mine = calloc(1, sizeof *mine);
    if (mine == NULL)
        abort();
    init(mine);
    init_other(mine);
    free(mine);
    return arg;
}

static void *second(void *arg)
{
    init_other(NULL);
    return arg;
}

int main(void)
{
    pthread_t t, u;
    init(NULL);
    if (pthread_create(&t, NULL, worker, NULL) != 0 || pthread_create(&u, NULL, second, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return slot != NULL && other != NULL;
}
