/* rand has a hidden seed; rand_r takes one of the caller's. */
#include <pthread.h>
#include <stdlib.h>

static void *worker(void *arg)
{
    unsigned seed = 3;
    int n = rand_r(&seed);
    n += rand(); // expect: global-write
    // note: rand_r
    srand(4); // expect: global-write
    *(int *)arg = n;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    srand(3);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
