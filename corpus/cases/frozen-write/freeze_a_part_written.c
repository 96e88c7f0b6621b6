/* Only the header is frozen, and it is written through the message. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct header {
    int sequence;
};
struct packet {
    struct header *header;
    int size;
};

FBP_TASK void setup(void)
{
    struct packet *p = calloc(1, sizeof *p);
    if (p == NULL)
        return;
    p->header = calloc(1, sizeof *p->header);
    if (p->header == NULL)
        return;
    freeze(p->header);
    p->size = 1;
    p->header->sequence = 1; // expect: frozen-write
}
