/* The run time begins before any code of the program, and follows it through forks.
 *
 * .preinit_array of the program runs before the constructors of all shared objects; what
 * allocates before that maps the shadow itself (interpose.c).
 *
 * R21 (fork). The locks of the tables are held across a fork, so the child finds them whole. In
 *    it only the thread that forked runs; it stays the task it was, and what other tasks own
 *    stays theirs. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "abi.h"
#include "gate.h"
#include "mistake.h"
#include "needed.h"
#include "options.h"
#include "prim.h"
#include "report.h"
#include "search.h"
#include "senders.h"
#include "splits.h"
#include "statics.h"
#include "suppress.h"
#include "symbols.h"
#include "tasks.h"
#include "text.h"
#include "thread.h"

static void before_fork(void)
{
    tasks_hold();
    thread_before_fork();
}

static void after_fork(void)
{
    tasks_release();
}

static void in_child(void)
{
    tasks_reset_lock();
    splits_reset_lock();
    senders_reset_locks();
    statics_reset_lock();
    search_reset_lock();
    report_reset_lock();
    thread_alone();
}

static void say_counts(void)
{
    char buffer[256];
    struct text t;
    text_init(&t, buffer, sizeof buffer);
    text_put(&t, "fbp: run time: ");
    text_number(&t, tasks_started());
    text_put(&t, " tasks, ");
    text_number(&t, atomic_load(&thread_unchecked));
    text_put(&t,
             " accesses of threads that nobody announced, or in signal handlers, not checked, ");
    text_number(&t, thread_accepted());
    text_put(&t, " violations in places where they are accepted\n");
    prim_write(STDERR_FILENO, buffer, t.n);
}

/* The environment is passed: the C library does not know it yet. */
static void begin(int argc, char **argv, char **environment)
{
    (void)argc, (void)argv;
    gate_ready();
    symbols_begin();
    options_read(environment);
    if (options.leaks || options.strict_send)
        needed_all();
    if (!needed_nothing())
        shadow_map();
    suppress_read();
#ifdef FBP_MISTAKES
    mistake_read(environment);
#endif
    thread_me.kind = THREAD_MAIN;
}

__attribute__((section(".preinit_array"), used)) static void (*const at_start)(int, char **,
                                                                               char **) = begin;

/* What needs the C library to be ready. */
__attribute__((constructor(102))) static void begin_late(void)
{
    thread_becomes(THREAD_MAIN, NULL);
    pthread_atfork(before_fork, after_fork, in_child);
    if (options.verbosity > 0)
        atexit(say_counts);
}
