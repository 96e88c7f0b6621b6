/* The author vouches for the flag; the handler restores errno and writes to a descriptor. */
#include <errno.h>
#include <fbp/annotate.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

FBP_SHARED("set once, looked at in the main loop") static volatile sig_atomic_t stop;

static void on_interrupt(int sig)
{
    static const char text[] = "stopping\n";
    int saved = errno;
    (void)sig;
    stop = 1;
    if (write(2, text, sizeof text - 1) < 0)
        stop = 2;
    errno = saved;
}

int main(void)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_interrupt;
    sigaction(SIGINT, &sa, NULL);
    while (!stop)
        pause();
    return 0;
}
