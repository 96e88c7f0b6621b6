/* Arrays whose size is known at run time, and alloca. */
#include <alloca.h>
#include <pthread.h>
#include <string.h>

static int sum(const int *v, int n)
{
    int copy[n];
    int total = 0;
    memcpy(copy, v, (size_t)n * sizeof *v);
    for (int i = 0; i < n; i++) {
        copy[i]++;
        total += copy[i];
    }
    return total;
}

static void *worker(void *arg)
{
    int n = *(int *)arg;
    int *v = alloca((size_t)n * sizeof *v);
    int grid[n][n];
    for (int i = 0; i < n; i++) {
        v[i] = i;
        grid[i][n - 1 - i] = i;
    }
    *(int *)arg = sum(v, n) + sum(grid[0], n);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 5;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
