/* A merge sort by recursion over the array that main lent through a struct. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct part {
    int *v;
    int n;
};

static void merge(int *v, int left, int n)
{
    int *all = malloc((size_t)n * sizeof *all);
    int i = 0, k = left, to = 0;
    if (!all)
        abort();
    while (to < n)
        all[to++] = k >= n || (i < left && v[i] <= v[k]) ? v[i++] : v[k++];
    memcpy(v, all, (size_t)n * sizeof *all);
    free(all);
}

static void sort_part(struct part *p)
{
    if (p->n < 2)
        return;
    struct part left = {p->v, p->n / 2}, right = {p->v + p->n / 2, p->n - p->n / 2};
    sort_part(&left);
    sort_part(&right);
    merge(p->v, left.n, p->n);
}

static void *worker(void *arg)
{
    sort_part(arg);
    return 0;
}

int main(void)
{
    pthread_t t;
    int v[6] = {5, 2, 9, 1, 7, 3};
    struct part all = {v, 6};
    if (pthread_create(&t, NULL, worker, &all) != 0)
        return 1;
    pthread_join(t, NULL);
    return v[0];
}
