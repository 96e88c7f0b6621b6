/* signal.h. A handler is a task that owns nothing: it may run at any time, in any thread. Where the parameter
 * is a struct sigaction, the functions found in it are meant. The handler that was set before comes back. */
#ifndef FBP_MODEL_SIGNALS_H
#define FBP_MODEL_SIGNALS_H

#include "support.h"

#include <signal.h>
#include <sys/signalfd.h>

FBP_MODEL_STATE("siginterrupt") FBP_HIDDEN_STATE("sigaction, with or without SA_RESTART") int siginterrupt(int, int);
FBP_MODEL_READS_STATE("siginterrupt")
FBP_SPAWNS(2, 0) FBP_MODEL_STARTED(0) __sighandler_t signal(int, __sighandler_t), sysv_signal(int, __sighandler_t),
    __sysv_signal(int, __sighandler_t), ssignal(int, __sighandler_t), sigset(int, __sighandler_t);
FBP_SPAWNS(2, 0) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_STARTED(3)
int sigaction(int, const struct sigaction *, struct sigaction *);
FBP_PURE int raise(int), kill(pid_t, int), killpg(pid_t, int), tgkill(pid_t, pid_t, int), gsignal(int),
    sighold(int), sigrelse(int), sigignore(int), sigblock(int), sigsetmask(int), siggetmask(void);
FBP_WRITES(1) int sigemptyset(sigset_t *), sigfillset(sigset_t *), sigaddset(sigset_t *, int), sigdelset(sigset_t *, int);
FBP_READS(1) int sigismember(const sigset_t *, int), sigisemptyset(const sigset_t *), sigsuspend(const sigset_t *);
FBP_WRITES(1) FBP_READS(2) FBP_READS(3) int sigandset(sigset_t *, const sigset_t *, const sigset_t *),
    sigorset(sigset_t *, const sigset_t *, const sigset_t *);
FBP_READS(2) FBP_WRITES(3) int sigprocmask(int, const sigset_t *, sigset_t *);
FBP_WRITES(1) FBP_NONDET int sigpending(sigset_t *);
FBP_READS(1) FBP_WRITES(2) FBP_NONDET int sigwait(const sigset_t *, int *), sigwaitinfo(const sigset_t *, siginfo_t *);
FBP_READS(1) FBP_WRITES(2) FBP_READS(3) FBP_NONDET
int sigtimedwait(const sigset_t *, siginfo_t *, const struct timespec *);
FBP_KEEPS(1) FBP_READS(1) FBP_WRITES(2) int sigaltstack(const stack_t *, stack_t *);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(2) void psignal(int, const char *);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_READS(2) void psiginfo(const siginfo_t *, const char *);
FBP_PURE int __libc_current_sigrtmin(void), __libc_current_sigrtmax(void);
FBP_READS(2) int signalfd(int, const sigset_t *, int);

#endif
