/* Assertions, abort and exit end the program; they write nothing that others can see. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *must_alloc(size_t n)
{
    void *p = malloc(n);
    if (!p) {
        fprintf(stderr, "out of memory\n");
        abort();
    }
    return p;
}

static void *worker(void *arg)
{
    int *p = must_alloc(4 * sizeof *p);
    assert(arg == NULL);
    for (int i = 0; i < 4; i++)
        p[i] = i;
    assert(p[3] == 3);
    free(p);
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
