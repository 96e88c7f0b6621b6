/* main sends a message and then writes it, while a task may already have it. */
#include <fbp/annotate.h>
#include <pthread.h>
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

FBP_TASK void *consume(void *in)
{
    for (;;)
        free(q_receive(in));
}

static struct queue work;

int main(void)
{
    pthread_t t;
    struct msg *m = malloc(sizeof *m);
    if (m == NULL || pthread_create(&t, NULL, consume, &work) != 0)
        return 1;
    m->size = 1;
    q_send(&work, m);
    m->size = 2; // expect: use-after-send
    return 0;
}
