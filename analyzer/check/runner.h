/* Runs commands, a few at a time. */
#ifndef FBP_CHECK_RUNNER_H
#define FBP_CHECK_RUNNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct job {
    uint32_t index;    /* the caller's */
    char *const *argv; /* found on PATH; argv[0] without a slash */
    char *const *env;
    const char *dir;
    int error;       /* errno of a command that could not be started; then the rest is 0 */
    int wait_status; /* of waitpid */
    char *messages;  /* what it printed on standard error, NUL-terminated */
    size_t nmessages;
};

/* `next` fills in another job, or returns false when there is none; `done` gets a finished one, and
 * returns true to have it run again (as it has changed it). */
struct runner {
    unsigned at_once;
    bool (*next)(void *ctx, struct job *job);
    bool (*done)(void *ctx, struct job *job);
    void *ctx;
};

/* Returns 0, or the signal (SIGINT, SIGTERM, SIGHUP) that interrupted it: then all children have
 * been ended, and the caller cleans up and raises it again. */
int runner_run(const struct runner *r);

#endif
