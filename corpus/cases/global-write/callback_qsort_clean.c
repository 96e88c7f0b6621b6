/* qsort of an own array, bsearch in a constant one. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[] = {"alpha", "beta", "gamma"};

static int compare_int(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int compare_word(const void *key, const void *member)
{
    return strcmp(key, *(const char *const *)member);
}

static void *worker(void *arg)
{
    int v[5] = {3, 1, 4, 1, 5};
    qsort(v, 5, sizeof v[0], compare_int);
    int *hit = bsearch(&v[2], v, 5, sizeof v[0], compare_int);
    if (hit)
        *hit = 7;
    const char *const *w = bsearch("beta", words, 3, sizeof words[0], compare_word);
    *(int *)arg = w != NULL;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
