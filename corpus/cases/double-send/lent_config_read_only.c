/* Threads share settings that nobody changes: as long as they may be changed that is a loan to two. */
#include <pthread.h>
#include <stdlib.h>

struct settings {
    int size, depth;
};

static void *work(void *arg)
{
    const struct settings *s = arg;
    return s->size > s->depth ? arg : NULL;
}

int main(int argc, char **argv)
{
    pthread_t t, u;
    struct settings s = {argc, argv != NULL};
    if (pthread_create(&t, NULL, work, &s) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, &s) != 0) // expect: double-send
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return 0;
}
