/* main gives each worker a message of its own. */
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

static void *worker(void *in)
{
    struct msg *m = q_receive(in);
    if (m != NULL)
        m->size++;
    return NULL;
}

int main(void)
{
    static struct queue queues[4];
    pthread_t workers[4];
    for (int i = 0; i < 4; i++)
        if (pthread_create(&workers[i], NULL, worker, &queues[i]) != 0)
            return 1;
    for (int i = 0; i < 4; i++) {
        struct msg *m = calloc(1, sizeof *m);
        if (m == NULL)
            return 1;
        m->size = i;
        q_send(&queues[i], m);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(workers[i], NULL);
    return 0;
}
