/* A signal handler is a task that owns nothing. */
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t stop;

static void on_interrupt(int sig)
{
    (void)sig;
    stop = 1; // expect: global-write
    // note: on_interrupt
}

int main(void)
{
    signal(SIGINT, on_interrupt);
    while (!stop)
        pause();
    return 0;
}
