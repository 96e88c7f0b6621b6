// A3-around full -O1: use-after-send
#include "queue.h"

static void log_it(struct msg *m) FBP_TRUSTED("only looks");

__attribute__((always_inline)) static inline void log_it(struct msg *m)
{
    m->more = 1;
}

int main(void)
{
    struct msg *m = new_msg();
    q_send(m);
    log_it(m);
    m->n = 2; // here
    return 0;
}
