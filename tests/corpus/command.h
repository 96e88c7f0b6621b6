/* Runs a program and keeps what it printed. */
#ifndef FBP_CORPUS_COMMAND_H
#define FBP_CORPUS_COMMAND_H

#include "base/arena.h"

struct command_result {
    int status;            /* exit status; -1: it could not be started, or a signal ended it */
    const char *out, *err; /* in the arena */
};

struct command_result command_run(struct arena *a, const char *const *argv);

#endif
