/* What the programs here have in common: a packet that is sent, frozen and received. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int n, more;
    struct msg *next;
};

static struct msg *slot;

static void q_send(struct msg *m) FBP_SENDS(1) FBP_TRUSTED("a slot for one packet");
static int q_try(struct msg *m) FBP_SENDS_IF(1, "nonzero") FBP_TRUSTED("a slot for one packet");
static void q_freeze(struct msg *m) FBP_FREEZES(1) FBP_TRUSTED("nothing to do");

__attribute__((noinline, unused)) static void q_send(struct msg *m)
{
    slot = m;
}

__attribute__((noinline, unused)) static int q_try(struct msg *m)
{
    if (slot != NULL)
        return 0;
    slot = m;
    return 1;
}

__attribute__((noinline, unused)) static void q_freeze(struct msg *m)
{
    __asm__ volatile("" : : "r"(m) : "memory");
}

__attribute__((noinline, unused)) static struct msg *new_msg(void)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        exit(2);
    return m;
}
