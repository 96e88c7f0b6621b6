/* A task lends its argument to another one and ends; whoever has joined it sends what is still lent. */
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

#include <pthread.h>

static struct queue out;

static void *inner(void *argument)
{
    struct msg *m = argument;
    m->size++;
    return NULL;
}

static void *outer(void *argument)
{
    pthread_t t;
    if (pthread_create(&t, NULL, inner, argument) == 0)
        pthread_detach(t);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL || pthread_create(&t, NULL, outer, m) != 0)
        return 1;
    pthread_join(t, NULL);
    q_send(&out, m); // expect: unproven send-unowned
    // note: a task that was started by a task may still be using it
    return 0;
}
