/* The address of a local is never null, so the global is never chosen. */
#include <pthread.h>
#include <stddef.h>

static char fallback[16];

static char *choose(char *given)
{
    return given != NULL ? given : fallback;
}

static void *worker(void *arg)
{
    char mine[16];
    char *p = choose(mine);
    p[0] = 'x';
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
