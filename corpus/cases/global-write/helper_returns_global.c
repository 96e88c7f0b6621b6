/* Accessors that return the address of a global, of its member, of one of its elements. */
#include <pthread.h>

struct config {
    int verbose;
    int ports[4];
};

static struct config config;

static struct config *config_get(void)
{
    return &config;
}

static int *config_port(int i)
{
    return &config_get()->ports[i & 3];
}

static void *worker(void *arg)
{
    config_get()->verbose = 1; // expect: global-write
    // note: config
    *config_port(2) = 8080; // expect: global-write
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
