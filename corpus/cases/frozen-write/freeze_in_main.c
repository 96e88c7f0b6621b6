/* main freezes the settings before the workers start, and patches them when they run. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct settings {
    int level;
};

static void *worker(void *argument)
{
    const struct settings *s = argument;
    printf("%d\n", s->level);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct settings *s = calloc(1, sizeof *s);
    if (s == NULL)
        return 1;
    s->level = 1;
    freeze(s);
    if (pthread_create(&t, NULL, worker, s) != 0)
        return 1;
    s->level = 2; // expect: frozen-write
    pthread_join(t, NULL);
    return 0;
}
