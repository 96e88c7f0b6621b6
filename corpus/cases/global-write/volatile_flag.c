/* What is volatile may be something else each time it is read; what is not is the same when it is read again. */
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t run = 1;
static int on = 1;
static int rounds, ends, never;

static void *worker(void *arg)
{
    if (run) {
        rounds++; // expect: global-write
        if (!run)
            ends++; // expect: global-write
    }
    if (on) {
        if (!on)
            never++; // expect: unproven global-write
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return rounds + ends + never;
}
