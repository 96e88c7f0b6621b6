/* A queue of the program's own says that it sends: it gets a local variable. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};


struct FBP_CHANNEL ring {
    void *slots[8];
    unsigned n;
};

FBP_SENDS(2) FBP_TRUSTED("locks inside") static void put(struct ring *r, void *p)
{
    r->slots[r->n++ % 8] = p;
}

FBP_TASK void produce(struct ring *out)
{
    struct msg m = {.size = 3};
    put(out, &m); // expect: send-unowned
}
