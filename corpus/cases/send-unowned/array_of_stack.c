/* The array of pointers is allocated; one of them is to a variable of the frame. */
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

FBP_TASK void produce(struct queue *out)
{
    int count = 3;
    int **list = calloc(4, sizeof *list);
    if (list == NULL)
        return;
    list[0] = &count;
    q_send(out, list); // expect: send-unowned
}
