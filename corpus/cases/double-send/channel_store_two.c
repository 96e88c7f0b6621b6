/* One message is put into the memory of two queues. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct msg {
    int number;
};

struct FBP_CHANNEL mailbox {
    pthread_mutex_t lock;
    struct msg *content;
};

static struct mailbox one = {PTHREAD_MUTEX_INITIALIZER, NULL},
                      two = {PTHREAD_MUTEX_INITIALIZER, NULL};

static void put(struct mailbox *b, struct msg *m)
{
    pthread_mutex_lock(&b->lock);
    b->content = m; // expect: unproven double-send
    pthread_mutex_unlock(&b->lock);
}

static void *producer(void *arg)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    put(&one, m);
    put(&two, m);
    m = calloc(1, sizeof *m);
    if (m != NULL)
        put(&two, m);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, producer, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
