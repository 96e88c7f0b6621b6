/* One loop over poll: the children's standard error (their end shows as end of file) and a
 * signalfd.
 *
 * Signals that end a process are blocked while children run and read from the descriptor, so
 * nothing happens in a handler and temporary files can be removed in peace. Children start with the
 * mask that we were started with. Each child's messages are kept together, at most 64 KiB. */
#define _GNU_SOURCE
#include "check/runner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_MESSAGES = 1 << 16 };

struct child {
    pid_t pid;
    int messages; /* read end of its standard error; -1: slot is free */
    struct job job;
};

static int start(struct child *c, const sigset_t *mask)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, mask);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    posix_spawn_file_actions_addchdir_np(&actions, c->job.dir);
    int error =
        posix_spawnp(&c->pid, c->job.argv[0], &actions, &attributes, c->job.argv, c->job.env);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[1]);
    c->messages = ends[0];
    if (error != 0) {
        close(ends[0]);
        c->messages = -1;
    }
    c->job.messages = calloc(1, MOST_MESSAGES);
    c->job.nmessages = 0;
    if (c->job.messages == NULL)
        abort();
    return error;
}

static void start_until_running(const struct runner *r, struct child *c, const sigset_t *mask,
                                bool again)
{
    while (again || r->next(r->ctx, &c->job)) {
        c->job.error = start(c, mask);
        if (c->job.error == 0)
            return;
        c->job.wait_status = 0;
        again = r->done(r->ctx, &c->job);
        free(c->job.messages);
    }
}

/* Reads what there is; at the end of the child's output collects it and fills the slot again. */
static void attend(const struct runner *r, struct child *c, const sigset_t *mask)
{
    char rest[4096];
    size_t room = MOST_MESSAGES - 1 - c->job.nmessages;
    ssize_t n = room > 0 ? read(c->messages, c->job.messages + c->job.nmessages, room)
                         : read(c->messages, rest, sizeof rest);
    if (n > 0) {
        c->job.nmessages += room > 0 ? (size_t)n : 0;
        return;
    }
    if (n < 0 && errno == EINTR)
        return;
    close(c->messages);
    c->messages = -1;
    while (waitpid(c->pid, &c->job.wait_status, 0) < 0 && errno == EINTR)
        continue;
    bool again = r->done(r->ctx, &c->job);
    free(c->job.messages);
    start_until_running(r, c, mask, again);
}

static void end_all(struct child *children, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        if (children[i].messages >= 0)
            kill(children[i].pid, SIGKILL);
    }
    for (unsigned i = 0; i < n; i++) {
        if (children[i].messages < 0)
            continue;
        waitpid(children[i].pid, NULL, 0);
        close(children[i].messages);
        free(children[i].job.messages);
    }
}

static int read_signal(int fd)
{
    struct signalfd_siginfo info;
    return read(fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

static int loop(const struct runner *r, struct child *children, struct pollfd *fds, int signals,
                const sigset_t *mask)
{
    for (unsigned i = 0; i < r->at_once; i++) {
        children[i].messages = -1;
        start_until_running(r, &children[i], mask, false);
    }
    while (true) {
        unsigned running = 0;
        fds[r->at_once] = (struct pollfd){.fd = signals, .events = POLLIN};
        for (unsigned i = 0; i < r->at_once; i++) {
            fds[i] = (struct pollfd){.fd = children[i].messages, .events = POLLIN};
            running += children[i].messages >= 0;
        }
        if (running == 0)
            return 0;
        if (poll(fds, r->at_once + 1, -1) < 0)
            continue;
        int number = fds[r->at_once].revents != 0 ? read_signal(signals) : 0;
        if (number != 0) {
            end_all(children, r->at_once);
            return number;
        }
        for (unsigned i = 0; i < r->at_once; i++) {
            if (fds[i].revents != 0)
                attend(r, &children[i], mask);
        }
    }
}

int runner_run(const struct runner *r)
{
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGINT);
    sigaddset(&block, SIGTERM);
    sigaddset(&block, SIGHUP);
    sigprocmask(SIG_BLOCK, &block, &before);
    int signals = signalfd(-1, &block, SFD_CLOEXEC);
    struct child *children = calloc(r->at_once, sizeof *children);
    struct pollfd *fds = calloc(r->at_once + 1, sizeof *fds);
    if (children == NULL || fds == NULL)
        abort();
    int number = loop(r, children, fds, signals, &before);
    free(children);
    free(fds);
    if (signals >= 0)
        close(signals);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return number;
}
