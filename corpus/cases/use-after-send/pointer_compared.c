/* After the send only the pointer itself is compared and printed: nobody looks at what it points to. */
// xfail: a message that a second variable still names is not told apart from later ones
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    struct msg *first = calloc(1, sizeof *first), *m = first;
    for (int i = 0; m != NULL && i < 3; i++) {
        q_send(out, m);
        if (m == first)
            puts("the first one");
        printf("sent %p\n", (void *)m);
        m = calloc(1, sizeof *m);
    }
    free(m);
}
