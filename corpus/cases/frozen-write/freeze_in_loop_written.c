/* One message is made before the loop; from the second round on it is frozen when it is written. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void setup(void)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    for (int i = 0; i < 10; i++) {
        m->size = i; // expect: frozen-write
        freeze(m);
    }
}
