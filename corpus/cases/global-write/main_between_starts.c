/* Written between two starts: the first task reads it and runs already. */
#include <pthread.h>

static int mode;

static void *worker(void *arg)
{
    *(int *)arg = mode;
    return 0;
}

int main(void)
{
    pthread_t a, b;
    int ra, rb;
    mode = 1;
    if (pthread_create(&a, NULL, worker, &ra) != 0)
        return 1;
    mode = 2; // expect: global-write
    if (pthread_create(&b, NULL, worker, &rb) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return ra + rb;
}
