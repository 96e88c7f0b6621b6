/* The queue for the answers is itself sent to two workers: a queue is made to be shared. */
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
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void introduce(struct queue *a, struct queue *b, struct queue *answers)
{
    struct msg *first;
    q_send(a, answers);
    q_send(b, answers);
    while ((first = q_receive(answers)) != NULL)
        free(first);
}
