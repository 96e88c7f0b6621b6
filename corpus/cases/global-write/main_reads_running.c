/* main may read a global while tasks run. */
#include <pthread.h>
#include <stdio.h>

static int limit = 10;
static const char *title = "numbers";

static void *worker(void *arg)
{
    int *n = arg;
    while (*n < limit)
        ++*n;
    return (void *)title;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    printf("%s up to %d\n", title, limit);
    pthread_join(t, NULL);
    return n;
}
