/* The comparison of a search tree counts in the keys, which are elements of a static table. */
#include <pthread.h>
#include <search.h>

struct item {
    int number, hits;
};

static struct item table[4];

static int compare(const void *a, const void *b)
{
    struct item *y = (struct item *)b;
    y->hits++; // expect: unproven global-write
    return ((const struct item *)a)->number - y->number;
}

static void *worker(void *root)
{
    struct item key = {1, 0};
    return tfind(&key, &root, compare);
}

int main(void)
{
    pthread_t t;
    void *root = NULL;
    for (int i = 0; i < 4; i++)
        tsearch(&table[i], &root, compare);
    if (pthread_create(&t, NULL, worker, root) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
