// A3-inlined full -O1: use-after-send
#include "queue.h"

static inline __attribute__((always_inline)) void add(struct msg *m)
{
    m->n++; // here
}

static void log_it(struct msg *m) FBP_TRUSTED("only looks");

__attribute__((noinline)) static void log_it(struct msg *m)
{
    m->more = 1;
    add(m);
}

int main(void)
{
    struct msg *m = new_msg();
    q_send(m);
    log_it(m);
    return 0;
}
