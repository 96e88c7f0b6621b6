/* The bytes behind the header of a frozen block are frozen with it. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct frame {
    size_t size;
    unsigned char bytes[];
};

FBP_TASK void setup(size_t n)
{
    struct frame *f = malloc(sizeof *f + n);
    if (f == NULL)
        return;
    f->size = n;
    memset(f->bytes, 0, n);
    freeze(f);
    f->bytes[0] = 1; // expect: frozen-write
}
