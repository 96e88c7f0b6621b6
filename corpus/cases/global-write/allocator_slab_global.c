/* A slab for everybody: both the list of free items and the items that are still on it can be seen by all tasks. An
 * item that was taken off it may be nobody else's: that depends on what was stored where. */
#include <pthread.h>
#include <stddef.h>

struct item {
    struct item *next;
    int value;
};

static struct item items[64];
static struct item *free_items;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct item *item_new(void)
{
    pthread_mutex_lock(&lock);
    struct item *it = free_items;
    if (it)
        free_items = it->next; // expect: global-write
    pthread_mutex_unlock(&lock);
    return it;
}

static void item_delete(struct item *it)
{
    pthread_mutex_lock(&lock);
    it->next = free_items; // expect: unproven global-write
    free_items = it;       // expect: global-write
    pthread_mutex_unlock(&lock);
}

static void *worker(void *arg)
{
    struct item *it = item_new();
    if (it) {
        it->value = 1; // expect: unproven global-write
        item_delete(it);
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 64; i++) {
        items[i].next = free_items;
        free_items = &items[i];
    }
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
