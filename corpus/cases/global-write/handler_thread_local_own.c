/* A signal handler and thread-local variables that lead to nothing but the tasks' own memory. */
#include <pthread.h>
#include <signal.h>

static _Thread_local int *current;
static _Thread_local volatile int signals;
static int total;

static void on_signal(int number)
{
    signals += number;
    if (current)
        *current = number;
}

static void *worker(void *arg)
{
    int own = 0, *p = &own;
    current = &own;
    raise(SIGUSR1);
    *p += total;
    *current += signals;
    return arg;
}

int main(void)
{
    pthread_t t;
    signal(SIGUSR1, on_signal);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
