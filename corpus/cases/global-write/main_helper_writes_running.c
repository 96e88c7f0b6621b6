/* The write and the read are both in helpers, far from start and task. */
// xfail: unproven: that the task surely reads it, through a helper's parameter, is not seen
#include <pthread.h>

struct config {
    int level;
};

static struct config config;

static void config_set(struct config *c, int level)
{
    c->level = level; // expect: global-write
    // note: config
}

static int config_level(const struct config *c)
{
    return c->level;
}

static void *worker(void *arg)
{
    *(int *)arg = config_level(&config);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    struct config local;
    config_set(&local, 0);
    config_set(&config, 1);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    config_set(&config, 2);
    pthread_join(t, NULL);
    config_set(&config, 3);
    return n + local.level;
}
