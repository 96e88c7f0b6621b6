/* The tables under a limit of address space (ulimit -v), where 26 TiB cannot be reserved.
 *
 * Compiled code reads the shadow inline, so a page of it has to be there when it is read. Under a
 * limit none is mapped in advance: a SIGSEGV at an address of a table maps the piece around it,
 * zeroed, and the instruction is done again. All other faults go to what the signal did before.
 * What does not work so: a program that sets a SIGSEGV handler of its own under such a limit, or a
 * thread that blocks the signal. */
#include "demand.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#include "prim.h"

enum { PIECE = 64 * 1024 };
static struct sigaction before;

static void on_fault(int signal, siginfo_t *info, void *context)
{
    uintptr_t at = (uintptr_t)info->si_addr;
    int saved = errno;
    if (info->si_code == SEGV_MAPERR && at >= TABLES_LOW && at < TABLES_HIGH) {
        uintptr_t piece = at & ~(uintptr_t)(PIECE - 1);
        /* Another thread may just have mapped it: then it is there. */
        if (prim_reserve(piece, PIECE) != NULL || errno == EEXIST) {
            errno = saved;
            return;
        }
        prim_die("no memory for the shadow under this limit of address space");
    }
    if ((before.sa_flags & SA_SIGINFO) != 0) {
        before.sa_sigaction(signal, info, context);
    } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
        before.sa_handler(signal);
    } else {
        sigaction(SIGSEGV, &before, NULL); /* the instruction faults again, and ends the program */
    }
    errno = saved;
}

bool demand_begin(void)
{
    struct sigaction ours = {.sa_sigaction = on_fault,
                             .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
    sigemptyset(&ours.sa_mask);
    return sigaction(SIGSEGV, &ours, &before) == 0;
}
