/* main gives the same message to two workers. */
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
    static struct queue first, second;
    pthread_t one, two;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL || pthread_create(&one, NULL, worker, &first) != 0)
        return 1;
    if (pthread_create(&two, NULL, worker, &second) != 0)
        return 1;
    q_send(&first, m);
    q_send(&second, m); // expect: double-send
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
