/* The helper in between turns the answer round, and its caller has not noticed. */
#include <pthread.h>
#include <stdbool.h>

static int fallback;

static bool pick(int n, int *mine, int **out)
{
    if (n > 2) {
        *out = mine;
        return true;
    }
    *out = &fallback;
    return false;
}

static bool failed(int n, int *mine, int **out)
{
    return !pick(n, mine, out);
}

static void *worker(void *arg)
{
    int mine = 0, *p;
    if (failed(*(int *)arg, &mine, &p))
        *p = 1; // expect: global-write
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
