// E5-extent full -O0: clean
#include "queue.h"

/* A helper of trusted functions finds in the channel what others have sent, and takes none of it.
 */
struct node {
    void *packet;
    struct node *next;
};
static struct FBP_CHANNEL list {
    struct node *head, *tail;
} list;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void link_in(struct list *l, struct node *n)
{
    if (l->tail != NULL)
        l->tail->next = n;
    else
        l->head = n;
    l->tail = n;
}

FBP_SENDS(1) FBP_TRUSTED("under the lock") static void put(void *packet)
{
    struct node *n = calloc(1, sizeof *n);
    n->packet = packet;
    pthread_mutex_lock(&lock);
    link_in(&list, n);
    pthread_mutex_unlock(&lock);
}

FBP_RECEIVES FBP_TRUSTED("under the lock") static void *take(void)
{
    pthread_mutex_lock(&lock);
    struct node *n = list.head;
    list.head = n->next;
    pthread_mutex_unlock(&lock);
    return n->packet;
}

static void *work(void *argument)
{
    int *first = take(), *second = take();
    (void)argument;
    ++*first;
    ++*second;
    return NULL;
}

int main(void)
{
    pthread_t t;
    put(new_msg());
    put(new_msg());
    if (pthread_create(&t, NULL, work, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
