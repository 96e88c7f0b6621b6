/* Copying a global struct out is a read, changing the copy is private, copying it back is a write. */
#include <pthread.h>

struct settings {
    int width, height, depth;
    char title[40];
};

static struct settings settings = {80, 25, 8, "main"};

static void *worker(void *arg)
{
    struct settings mine = settings;
    mine.width *= 2;
    mine.title[0] = 'M';
    settings = mine; // expect: global-write
    // note: settings
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
