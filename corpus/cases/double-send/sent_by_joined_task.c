/* The thread sends what it was lent; after the join main sends it again. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

extern struct queue out;
void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static void *forward(void *argument)
{
    q_send(&out, argument);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct msg *m = malloc(sizeof *m);
    if (m == NULL || pthread_create(&t, NULL, forward, m) != 0)
        return 1;
    pthread_join(t, NULL);
    q_send(&out, m); // expect: unproven double-send
    return 0;
}
