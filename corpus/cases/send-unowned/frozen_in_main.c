/* main freezes what a global shows, before the first task is started: it is main's. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void freeze(void *packet) FBP_FREEZES(1);

#include <pthread.h>

static struct msg *settings;
static int seen;

static void *consume(void *unused)
{
    (void)unused;
    return settings->size > 3 ? &seen : NULL;
}

int main(void)
{
    pthread_t t;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return 1;
    m->size = 4;
    settings = m;
    freeze(settings);
    if (pthread_create(&t, NULL, consume, NULL) == 0)
        pthread_join(t, NULL);
    return 0;
}
