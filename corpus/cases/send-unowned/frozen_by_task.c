/* A task freezes what a global shows. */
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

static void *produce(void *unused)
{
    (void)unused;
    freeze(settings); // expect: unproven send-unowned
    return NULL;
}

int main(void)
{
    pthread_t t;
    settings = calloc(1, sizeof *settings);
    if (settings != NULL && pthread_create(&t, NULL, produce, NULL) == 0)
        pthread_join(t, NULL);
    return 0;
}
