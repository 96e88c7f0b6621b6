/* A table of constants with a function that is an address as a number: code that nobody sees. */
#include <pthread.h>
#include <stddef.h>

struct feature {
    const char *name;
    int (*present)(int *);
};

static const struct feature features[] = {{"one", NULL}, {"two", (int (*)(int *))0x1000}};

static int bits(int *own)
{
    int found = 0;
    for (const struct feature *f = features; f < features + 2; f++)
        if (f->present == NULL || f->present(own)) // expect: unproven global-write
            found++;
    return found;
}

static void *work(void *arg)
{
    int own = 0;
    return bits(&own) > 1 ? arg : NULL;
}

int main(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, work, NULL);
}
