/* What hangs below what is frozen is frozen with it: a buffer of the frame. */
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

void freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void produce(void)
{
    char text[16] = "hello";
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->text = text;
    freeze(m); // expect: send-unowned
}
