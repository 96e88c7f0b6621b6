/* Main goes on with a message that it has put into a static queue, while the one who takes it runs. */
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

static struct mailbox box = {PTHREAD_MUTEX_INITIALIZER, NULL};

static void *consumer(void *arg)
{
    pthread_mutex_lock(&box.lock);
    struct msg *m = box.content;
    pthread_mutex_unlock(&box.lock);
    if (m != NULL)
        m->number = 2; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return 1;
    m->number = 0;
    if (pthread_create(&t, NULL, consumer, NULL) != 0)
        return 1;
    pthread_mutex_lock(&box.lock);
    box.content = m;
    pthread_mutex_unlock(&box.lock);
    m->number = 1; // expect: unproven use-after-send
    pthread_join(t, NULL);
    return 0;
}
