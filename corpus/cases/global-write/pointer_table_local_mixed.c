/* Which of the two is written depends on an index: the analysis may not call that evidence. */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    int mine = 0;
    int *where[2] = {&mine, &total};
    *where[*(unsigned *)arg & 1] = 1; // expect: unproven global-write
    return 0;
}

int main(void)
{
    pthread_t t;
    unsigned n = 1;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
