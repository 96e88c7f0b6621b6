/* What a task returns belongs to the one who has joined it. */
// xfail: what a task returns is not known to be what it has made
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

static void *work(void *argument)
{
    (void)argument;
    return calloc(1, sizeof(struct msg));
}

int main(void)
{
    pthread_t t;
    void *m = NULL;
    if (pthread_create(&t, NULL, work, NULL) != 0)
        return 1;
    pthread_join(t, &m);
    if (m != NULL)
        q_send(&out, m);
    return 0;
}
