/* An error handler frees the message that was sent before the jump. */
// xfail: what was done between setjmp and longjmp is not known for sure
#include <fbp/annotate.h>
#include <setjmp.h>
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

static void check(jmp_buf *handler, int value)
{
    if (value < 0)
        longjmp(*handler, 1);
}

FBP_TASK void produce(struct queue *out, int value)
{
    jmp_buf handler;
    struct msg *volatile m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    if (setjmp(handler) != 0) {
        free(m); // expect: use-after-send
        return;
    }
    q_send(out, m);
    check(&handler, value);
}
