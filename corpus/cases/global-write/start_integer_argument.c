/* A number instead of a pointer as the argument. */
#include <pthread.h>
#include <stdint.h>

static const int weights[4] = {1, 2, 3, 4};

static void *worker(void *arg)
{
    intptr_t i = (intptr_t)arg;
    intptr_t n = weights[i & 3] * 10;
    return (void *)n;
}

int main(void)
{
    pthread_t t[4];
    intptr_t sum = 0;
    for (intptr_t i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, worker, (void *)i) != 0)
            return 1;
    for (int i = 0; i < 4; i++) {
        void *r;
        pthread_join(t[i], &r);
        sum += (intptr_t)r;
    }
    return (int)sum;
}
