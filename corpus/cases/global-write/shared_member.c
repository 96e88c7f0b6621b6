/* FBP_SHARED on one member covers that member, not its neighbours. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdatomic.h>

struct service {
    const char *name;
    int state;
    FBP_SHARED("statistics") atomic_long requests;
};

static struct service web = {"web", 0, 0};

static void *worker(void *arg)
{
    web.requests++;
    web.state = 1; // expect: global-write
    // note: state
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
