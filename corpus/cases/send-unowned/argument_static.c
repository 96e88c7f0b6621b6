/* A task sends the static object that it was lent. */
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
static struct msg job;

static void *work(void *argument)
{
    q_send(&out, argument); // expect: unproven send-unowned
    // note: which the task was given only until it is joined
    return NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, work, &job) == 0)
        pthread_join(t, NULL);
    return 0;
}
