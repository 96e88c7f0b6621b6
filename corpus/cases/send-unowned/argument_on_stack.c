/* A task sends its argument, which is a variable of the one who started it. */
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
    q_send(&out, argument); // expect: send-unowned
    // note: 'm', a local variable of 'main'
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct msg m = {.size = 3};
    if (pthread_create(&t, NULL, work, &m) == 0)
        pthread_join(t, NULL);
    return 0;
}
