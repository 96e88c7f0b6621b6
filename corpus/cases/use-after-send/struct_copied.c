/* The message is copied as a struct before it is sent; the copy has no pointers. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *m;
    int total = 0;
    while ((m = q_receive(in)) != NULL) {
        struct msg copy = *m;
        q_send(out, m);
        copy.text[0] = 0;
        total += copy.size;
    }
    printf("%d\n", total);
}
