/* The queue copies the struct, but not the buffer that it refers to. How much is copied is not known. */
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

void q_copy(struct queue *q, void *buffer, size_t n) FBP_SENDS_COPY(2);

FBP_TASK void produce(struct queue *out)
{
    char text[16] = "hello";
    struct msg m = {.size = 3, .text = text};
    q_copy(out, &m, sizeof m); // expect: unproven send-unowned
    // note: what the copy leads to may be a local variable of 'produce'
}
