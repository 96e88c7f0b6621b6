/* A function without source returns the message: whose it is nobody knows. */
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct msg *find_message(int number);

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = find_message(3); // expect: unproven global-write
    if (m != NULL)
        q_send(out, m); // expect: unproven send-unowned
    // note: 'find_message' has no body
}
