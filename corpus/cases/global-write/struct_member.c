/* A nested member of a global struct, by name and through a local pointer to it. */
#include <pthread.h>

struct limits {
    int low, high;
};
struct config {
    const char *name;
    struct limits limits;
};

struct config config = {"default", {1, 9}};

static void *worker(void *arg)
{
    struct limits *l = &config.limits;
    config.limits.low = 2; // expect: global-write
    // note: limits.low
    l->high = 8; // expect: global-write
    // note: config
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
