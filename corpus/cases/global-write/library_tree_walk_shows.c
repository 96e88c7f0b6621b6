/* A node of a search tree leads to its key: a walk that keeps the keys it sees makes them global. */
#include <pthread.h>
#include <search.h>
#include <stdlib.h>

static int *last;

static int compare(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void keep(const void *node, VISIT visit, int depth)
{
    (void)visit, (void)depth;
    last = *(int **)node; // expect: global-write
}

static void *worker(void *arg)
{
    int *key = calloc(1, sizeof *key);
    void *root = NULL;
    if (!key)
        abort();
    tsearch(key, &root, compare);
    *key = 1;
    twalk(root, keep);
    *key = 2; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return *last;
}
