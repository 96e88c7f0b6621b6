/* Runs a program to its end with standard output and error in memory files, so neither can block
 * the other. Safe to use from several threads at once: nothing here is static. */
#define _GNU_SOURCE
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"

extern char **environ;

static const char *slurp(struct arena *a, int fd)
{
    struct stat st;
    size_t got = 0;
    if (fstat(fd, &st) != 0)
        return "";
    char *text = arena_alloc(a, (size_t)st.st_size + 1);
    while (got < (size_t)st.st_size) {
        ssize_t n = pread(fd, text + got, (size_t)st.st_size - got, (off_t)got);
        if (n <= 0)
            break;
        got += (size_t)n;
    }
    text[got] = '\0';
    return text;
}

struct command_result command_run(struct arena *a, const char *const *argv)
{
    struct command_result r = {-1, "", ""};
    posix_spawn_file_actions_t actions;
    int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC), state;
    pid_t pid;
    if (out < 0 || err < 0)
        return r;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", 0, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, err, 2);
    int failed = posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)(void *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed) {
        r.err = arena_printf(a, "%s: %s\n", argv[0], strerrordesc_np(failed));
    } else if (waitpid(pid, &state, 0) == pid) {
        r.status = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
        r.out = slurp(a, out);
        r.err = slurp(a, err);
        if (WIFSIGNALED(state))
            r.err = arena_printf(a, "%s(ended by signal %d)\n", r.err, WTERMSIG(state));
    }
    close(out);
    close(err);
    return r;
}
