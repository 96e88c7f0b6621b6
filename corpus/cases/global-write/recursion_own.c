/* Recursion over the task's own array. */
#include <pthread.h>

static void swap(int *a, int *b)
{
    int t = *a;
    *a = *b;
    *b = t;
}

static void sort(int *v, int n)
{
    if (n < 2)
        return;
    int last = 0;
    for (int i = 1; i < n; i++)
        if (v[i] < v[0])
            swap(&v[++last], &v[i]);
    swap(&v[0], &v[last]);
    sort(v, last);
    sort(v + last + 1, n - last - 1);
}

static void *worker(void *arg)
{
    int v[] = {5, 3, 8, 1, 9, 2};
    sort(v, 6);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
