/* Written between two starts, but only the second task reads it. */
#include <pthread.h>

static int mode;

static void *first(void *arg)
{
    *(int *)arg = 1;
    return 0;
}

static void *second(void *arg)
{
    *(int *)arg = mode;
    return 0;
}

int main(void)
{
    pthread_t a, b;
    int ra, rb;
    if (pthread_create(&a, NULL, first, &ra) != 0)
        return 1;
    mode = 2;
    if (pthread_create(&b, NULL, second, &rb) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return ra + rb;
}
