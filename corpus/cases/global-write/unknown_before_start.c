/* An unknown function that main calls before there are tasks. */
#include <pthread.h>

void library_init(void);

static int limit = 3;

static void *worker(void *arg)
{
    *(int *)arg = limit;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    library_init();
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
