/* A bool goes up two levels before anybody looks at it. */
#include <pthread.h>
#include <stdbool.h>

static int fallback;

static bool pick(int n, int *mine, int **out)
{
    bool own = n > 2;
    *out = own ? mine : &fallback;
    return own;
}

static bool choose(int n, int *mine, int **out)
{
    bool ok = pick(n, mine, out);
    return ok;
}

static void *worker(void *arg)
{
    int mine = 0, *p;
    bool fine = choose(*(int *)arg, &mine, &p);
    if (fine)
        *p = 1;
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
