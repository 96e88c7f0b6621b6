/* A thread gives its result to whoever joins it. */
#include <pthread.h>
#include <stdlib.h>

struct result {
    int sum;
};

static void *worker(void *arg)
{
    struct result *r = malloc(sizeof *r);
    if (r)
        r->sum = *(const int *)arg + 1;
    return r;
}

int main(void)
{
    pthread_t t;
    int start = 41, sum = 0;
    void *p;
    if (pthread_create(&t, NULL, worker, &start) != 0)
        return 1;
    pthread_join(t, &p);
    if (p) {
        struct result *r = p;
        r->sum++;
        sum = r->sum;
        free(r);
    }
    return sum;
}
