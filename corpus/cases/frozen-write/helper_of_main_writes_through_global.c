/* What main has put into a static object may be a constant, also where a helper takes it out through a parameter. */
#include <pthread.h>

static const int limit = 4;

struct box {
    int *value;
};
static struct box shown;

static void *worker(void *arg)
{
    return arg;
}

static void reset(struct box *b)
{
    *b->value = 0; // expect: unproven frozen-write
}

int main(void)
{
    pthread_t t;
    shown.value = (int *)&limit;
    reset(&shown);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
