/* A task entry that something we cannot see starts: FBP_TASK; its parameter is a packet of its own. */
#include <fbp/annotate.h>

struct packet {
    int hops;
};

static int seen;

FBP_TASK void filter(struct packet *p)
{
    p->hops++;
    seen++; // expect: global-write
    // note: filter
}
