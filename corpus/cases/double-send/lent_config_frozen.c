/* ... and here they are frozen first. */
#include <pthread.h>
#include <stdlib.h>

#include <fbp/annotate.h>

struct settings {
    int size, depth;
};

struct settings *seal(struct settings *s) FBP_FREEZES(1);

static void *work(void *arg)
{
    const struct settings *s = arg;
    return s->size > s->depth ? arg : NULL;
}

int main(int argc, char **argv)
{
    pthread_t t, u;
    struct settings *s = malloc(sizeof *s);
    if (s == NULL)
        return 1;
    s->size = argc;
    s->depth = argv != NULL;
    seal(s);
    if (pthread_create(&t, NULL, work, s) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, s) != 0)
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return s->size;
}
