/* While a child runs, signals that end a process are blocked and waited for together with SIGCHLD,
 * so that this process is never gone before its child. One that was sent to this process alone
 * (make ends its children so) is passed on; one from the terminal has reached the child already.
 * What the child makes of it is what this process then does. */
#define _GNU_SOURCE
#include "cc/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int run_instead(char *const *argv)
{
    execvp(argv[0], argv);
    return errno;
}

static int start(pid_t *pid, char *const *argv, enum child_output output, const sigset_t *mask)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, mask);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    if (output == OUTPUT_TO_STDERR)
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    if (output == OUTPUT_NOWHERE) {
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    int error = posix_spawnp(pid, argv[0], &actions, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

static int wait_for(pid_t pid, const sigset_t *signals)
{
    while (true) {
        siginfo_t info;
        int status = 0;
        if (waitpid(pid, &status, WNOHANG) == pid)
            return status;
        int number = sigwaitinfo(signals, &info);
        if (number > 0 && number != SIGCHLD && info.si_code <= 0)
            kill(pid, number);
    }
}

int run_child(char *const *argv, enum child_output output)
{
    static const int passed_on[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    sigset_t signals, before;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof passed_on / sizeof passed_on[0]; i++)
        sigaddset(&signals, passed_on[i]);
    signal(SIGCHLD, SIG_DFL); /* one that is ignored would never be seen */
    sigprocmask(SIG_BLOCK, &signals, &before);
    pid_t pid = 0;
    int error = start(&pid, argv, output, &before);
    int status = error == 0 ? wait_for(pid, &signals) : -1;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return status;
}

void end_like(int wait_status)
{
    if (!WIFSIGNALED(wait_status))
        exit(WEXITSTATUS(wait_status));
    int number = WTERMSIG(wait_status);
    sigset_t only;
    struct rlimit none = {0, 0}; /* the child has left its core, if one is wanted */
    setrlimit(RLIMIT_CORE, &none);
    signal(number, SIG_DFL);
    sigemptyset(&only);
    sigaddset(&only, number);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
    exit(128 + number);
}
