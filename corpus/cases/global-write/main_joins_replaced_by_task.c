/* A task puts another handle into the array. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static pthread_t handles[MAX], other;

static void *idle(void *arg)
{
    return arg;
}

static void *replacer(void *arg)
{
    handles[0] = other; // expect: global-write
    return limit ? arg : NULL;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX;
    pthread_create(&other, NULL, idle, NULL);
    for (int i = 0; i < n; i++)
        pthread_create(&handles[i], NULL, replacer, NULL);
    for (int i = 0; i < n; i++)
        pthread_join(handles[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0;
}
