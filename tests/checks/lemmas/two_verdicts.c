// W1-worst residual -O1: use-after-send position:100
#include "queue.h"

/* Two functions at one position, as from a macro or a header: the first is wrong, the second right.
 */
static void late(struct msg *m);
static void early(struct msg *m);
// clang-format off
#line 100 "position"
__attribute__((noinline)) static void late(struct msg *m) { m->n = 1; }
#line 100 "position"
__attribute__((noinline)) static void soon(struct msg *m) { m->n = 1; }
// clang-format on
static void early(struct msg *m)
{
    soon(m);
}

int main(void)
{
    struct msg *m = new_msg(), *other = new_msg();
    early(other);
    q_send(m);
    late(m);
    return 0;
}
