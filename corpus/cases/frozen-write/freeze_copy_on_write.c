/* Whoever wants to change a frozen table copies it first. */
#include <fbp/annotate.h>
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
void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void setup(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    freeze(m);
    struct msg *mine = malloc(sizeof *mine);
    if (mine == NULL)
        return;
    *mine = *m;
    mine->size = 2;
    q_send(out, mine);
}
