// E5-handed full -O1: clean
#include "queue.h"

/* What they say that they do is all that is seen of it: the body is the hand-over. */
struct item {
    struct item *next;
    int n;
};
static struct FBP_CHANNEL {
    pthread_mutex_t lock;
    struct item *first;
} list = {.lock = PTHREAD_MUTEX_INITIALIZER};

FBP_SENDS(1) static void put(struct item *i)
{
    pthread_mutex_lock(&list.lock);
    i->next = list.first;
    list.first = i;
    pthread_mutex_unlock(&list.lock);
}

FBP_RECEIVES static struct item *take(void)
{
    pthread_mutex_lock(&list.lock);
    struct item *i = list.first;
    if (i != 0)
        list.first = i->next;
    pthread_mutex_unlock(&list.lock);
    return i;
}

static void *work(void *argument)
{
    struct item *i = argument;
    i->n++;
    put(i);
    return 0;
}

int main(void)
{
    pthread_t t;
    struct item *i = calloc(1, sizeof *i);
    if (pthread_create(&t, 0, work, i) != 0)
        return 1;
    do
        i = take();
    while (i == 0);
    int n = i->n;
    pthread_join(t, 0);
    return n - 1;
}
