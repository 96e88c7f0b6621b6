/* A write inside a macro is reported where the macro is used. */
#include <pthread.h>

#define COUNT(what) ((what)++)
#define TRACE(n)                                                                                   \
    do {                                                                                           \
        if ((n) > 0)                                                                               \
            COUNT(traces);                                                                         \
    } while (0)

static int traces;

static void *worker(void *arg)
{
    int mine = 0;
    COUNT(mine);
    COUNT(traces); // expect: global-write
    TRACE(mine);   // expect: global-write
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
