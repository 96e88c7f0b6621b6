/* Copy, change, freeze, and put the new version in place of the old one, again and again. */
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

void *q_receive(struct queue *q) FBP_RECEIVES;
void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void update(struct queue *in)
{
    struct msg *now = calloc(1, sizeof *now), *change;
    if (now == NULL)
        return;
    freeze(now);
    while ((change = q_receive(in)) != NULL) {
        struct msg *next = malloc(sizeof *next);
        if (next == NULL)
            return;
        memcpy(next, now, sizeof *next);
        next->size += 1;
        freeze(next);
        now = next;
    }
    printf("%d\n", now->size);
}
