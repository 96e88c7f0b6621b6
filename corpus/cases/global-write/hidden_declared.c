/* A function of another library, declared to have hidden state. */
#include <fbp/annotate.h>
#include <pthread.h>

FBP_HIDDEN_STATE("lib_next_r") int lib_next(void);

static void *worker(void *arg)
{
    *(int *)arg = lib_next(); // expect: global-write
    // note: lib_next_r
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
