/* main freezes the settings; all workers and main read them at the same time. */
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
    pthread_t a, b;
    struct settings *s = calloc(1, sizeof *s);
    if (s == NULL)
        return 1;
    s->level = 1;
    freeze(s);
    if (pthread_create(&a, NULL, worker, s) != 0)
        return 1;
    if (pthread_create(&b, NULL, worker, s) != 0)
        return 1;
    printf("%d\n", s->level);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
