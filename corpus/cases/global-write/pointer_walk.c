/* A pointer that walks through a global array. */
#include <pthread.h>

static char line[80];

static void *worker(void *arg)
{
    char *p = line;
    char *end = line + sizeof line;
    while (p < end)
        *p++ = ' '; // expect: global-write
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
