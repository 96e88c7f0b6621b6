/* The table is constant, the objects it names are globals. */
#include <pthread.h>

struct channel {
    int level;
};

static struct channel left, right;
static struct channel *const channels[] = {&left, &right};

static void *worker(void *arg)
{
    int i = *(int *)arg;
    channels[i & 1]->level = 3; // expect: global-write
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 1;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return left.level + right.level;
}
