/* Handlers that are set through struct sigaction, with one and with three parameters. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t hups;
static int last_pid;

static void on_hup(int sig)
{
    (void)sig;
    hups++; // expect: global-write
    // note: on_hup
}

static void on_child(int sig, siginfo_t *info, void *context)
{
    (void)sig;
    (void)context;
    last_pid = info->si_pid; // expect: global-write
    // note: on_child
}

int main(void)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_hup;
    sigaction(SIGHUP, &sa, NULL);
    sa.sa_flags = SA_SIGINFO;
    sa.sa_sigaction = on_child;
    sigaction(SIGCHLD, &sa, NULL);
    pause();
    return 0;
}
