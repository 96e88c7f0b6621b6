/* A whole program: freeze() makes pages read-only, say; two tasks read what main froze, and one of them writes. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct settings {
    int level;
};

FBP_TRUSTED("makes what it is given read-only") FBP_FREEZES(1)
static void seal(struct settings *s)
{
    s->level |= 0x100;
}

static void *reader(void *argument)
{
    const struct settings *s = argument;
    printf("%d\n", s->level);
    return NULL;
}

static void *tuner(void *argument)
{
    struct settings *s = argument;
    s->level++; // expect: frozen-write
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    struct settings *s = calloc(1, sizeof *s);
    if (s == NULL)
        return 1;
    s->level = 1;
    seal(s);
    if (pthread_create(&a, NULL, reader, s) != 0)
        return 1;
    pthread_join(a, NULL);
    if (pthread_create(&b, NULL, tuner, s) != 0)
        return 1;
    pthread_join(b, NULL);
    return 0;
}
