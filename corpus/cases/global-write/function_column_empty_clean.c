/* A column of functions in a table of constants, in which this program has put none. */
#include <pthread.h>
#include <stddef.h>

struct feature {
    const char *name;
    int (*present)(int *);
    int bit;
};

static const struct feature features[] = {{"one", NULL, 1}, {"two", NULL, 2}};

static int bits(int *own)
{
    int found = 0;
    for (const struct feature *f = features; f < features + 2; f++)
        if (f->present == NULL || f->present(own))
            found |= f->bit;
    return found;
}

static void *work(void *arg)
{
    int own = 0;
    own += bits(&own);
    return arg;
}

int main(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, work, NULL);
}
