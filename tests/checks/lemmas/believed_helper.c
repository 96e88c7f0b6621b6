// E5-extent full -O0: clean
#include "queue.h"

/* A helper of a trusted function touches what its caller has given away. */
struct chain {
    struct chain *next;
};
static struct FBP_CHANNEL {
    pthread_mutex_t lock;
    struct chain *first;
} list = {.lock = PTHREAD_MUTEX_INITIALIZER};

__attribute__((noinline)) static void link_in(struct chain **where, struct chain *c)
{
    c->next = *where;
    *where = c;
}

FBP_SENDS(1) FBP_TRUSTED("under its lock") static void put(struct chain *c)
{
    pthread_mutex_lock(&list.lock);
    link_in(&list.first, c);
    pthread_mutex_unlock(&list.lock);
}

static void *work(void *argument)
{
    put(argument);
    return 0;
}

int main(void)
{
    pthread_t t;
    struct chain *c = calloc(1, sizeof *c);
    if (pthread_create(&t, 0, work, c) != 0)
        return 1;
    pthread_join(t, 0);
    return 0;
}
