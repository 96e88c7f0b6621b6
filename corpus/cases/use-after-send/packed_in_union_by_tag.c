/* A tagged union holds a number or a message; only if it is a message it was sent. */
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

struct value {
    enum { NUMBER, MESSAGE } tag;
    union {
        int number;
        struct msg *message;
    } u;
};

FBP_TASK void produce(struct queue *out, int n)
{
    struct value v;
    v.tag = NUMBER;
    v.u.number = n;
    if (n > 10) {
        v.tag = MESSAGE;
        v.u.message = calloc(1, sizeof *v.u.message);
        if (v.u.message == NULL)
            return;
        q_send(out, v.u.message);
    }
    if (v.tag == NUMBER)
        printf("%d\n", v.u.number);
}
