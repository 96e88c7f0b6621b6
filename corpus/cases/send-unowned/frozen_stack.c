/* A local variable is frozen, for ever, and ends a moment later. */
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
    struct msg m = {.size = 3};
    freeze(&m); // expect: send-unowned
    // note: task 'produce' freezes 'm', a local variable
}
