/* ... and here they are constant. */
#include <pthread.h>
#include <stdlib.h>

struct settings {
    int size, depth;
};

static const struct settings settings = {3, 4};

static void *work(void *arg)
{
    const struct settings *s = arg;
    return s->size > s->depth ? arg : NULL;
}

int main(void)
{
    pthread_t t, u;
    if (pthread_create(&t, NULL, work, (void *)&settings) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, (void *)&settings) != 0)
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return 0;
}
