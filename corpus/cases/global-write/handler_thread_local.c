/* A signal handler runs inside some task: it finds in a thread-local variable what that task put
 * there, and what it puts there the task finds afterwards, also below the variable; and it may show
 * the task's own memory to others. */
#include <pthread.h>
#include <signal.h>

struct place {
    int *at;
};

static int total, *shown;
static _Thread_local int *kept;
static _Thread_local int *current, *given;
static _Thread_local struct place *below;

static void on_signal(int number)
{
    if (current)
        *current = number; // expect: unproven global-write
    given = &total;
    shown = kept; // expect: global-write
    if (below)
        below->at = &total; // expect: unproven global-write
}

static void *worker(void *arg)
{
    int own = 0, seen = 0; // expect: unproven global-write
    struct place p = {&own};
    current = &total;
    given = &own;
    below = &p;
    kept = &seen;
    raise(SIGUSR1);
    seen++;     // expect: unproven global-write
    *given = 1; // expect: unproven global-write
    *p.at = 1;  // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    signal(SIGUSR1, on_signal);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return total;
}
