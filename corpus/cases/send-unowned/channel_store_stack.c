/* A local variable and a static one are put into the memory of a queue; a constant may be. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct msg {
    int number;
};

struct FBP_CHANNEL mailbox {
    pthread_mutex_t lock;
    const struct msg *content;
};

static struct mailbox box = {PTHREAD_MUTEX_INITIALIZER, NULL};
static struct msg shown = {3};
static const struct msg fixed = {4};

static void *producer(void *arg)
{
    struct msg local = {1};
    pthread_mutex_lock(&box.lock);
    box.content = &local; // expect: unproven send-unowned
    box.content = &shown; // expect: unproven send-unowned
    box.content = &fixed;
    box.content = NULL;
    pthread_mutex_unlock(&box.lock);
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
