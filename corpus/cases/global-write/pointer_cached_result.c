/* A helper reports by its result whether it set the pointer, and the caller looks. */
#include <pthread.h>
#include <stdbool.h>

static int fallback = 7;

static bool own_or_fallback(int want, int *mine, int **out)
{
    if (want) {
        *out = mine;
        return true;
    }
    *out = &fallback;
    return false;
}

static void *worker(void *arg)
{
    int mine = 0;
    int *p;
    if (own_or_fallback(*(int *)arg, &mine, &p))
        *p = 1;
    else
        mine = *p;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
