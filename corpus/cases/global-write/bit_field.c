/* A bit-field in a global and one in a local. */
#include <pthread.h>

struct flags {
    unsigned ready : 1;
    unsigned level : 3;
};

static struct flags status;

static void *worker(void *arg)
{
    struct flags mine = {0, 0};
    mine.ready = 1;
    mine.level += 2;
    status.ready = 1; // expect: global-write
    // note: status
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
