/* Handles in static objects: what the tasks are lent is not put there with them. */
#include <pthread.h>

enum { N = 4 };

static pthread_t threads[N];
static int factor;

static void *twice(void *arg)
{
    int *r = arg;
    *r = factor * 2;
    return NULL;
}

int main(void)
{
    int results[N], sum = 0;
    factor = 3;
    for (int i = 0; i < N; i++)
        if (pthread_create(&threads[i], NULL, twice, &results[i]) != 0)
            return 1;
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < N; i++)
        sum += results[i];
    factor = sum;
    return factor;
}
