/* The accessors used for reading. */
#include <pthread.h>

struct config {
    int verbose;
    int ports[4];
};

static struct config config = {1, {80, 443, 8080, 0}};

static const struct config *config_get(void)
{
    return &config;
}

static int *config_port(int i)
{
    return &config.ports[i & 3];
}

static void *worker(void *arg)
{
    int *out = arg;
    *out = config_get()->verbose + *config_port(2);
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
