/* Every task works on its own copy of the settings. */
#include <pthread.h>
#include <stdio.h>

struct settings {
    int width, height;
    char title[40];
};

static struct settings settings = {80, 25, "main"};

static void *worker(void *arg)
{
    struct settings mine = settings;
    struct settings also;
    also = settings;
    mine.width *= 2;
    also.title[0] = 'M';
    printf("%s %d %s\n", mine.title, mine.width, also.title);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
