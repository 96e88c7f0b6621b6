/* Nothing is known of a function without a body and without a model. */
#include <pthread.h>

int mystery(int n);

static void *worker(void *arg)
{
    int n = mystery(3); // expect: unproven global-write
    // note: mystery
    *(int *)arg = n;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
