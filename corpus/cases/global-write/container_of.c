/* From a member back to the struct around it. */
#include <pthread.h>
#include <stddef.h>

#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

struct link {
    struct link *next;
};
struct item {
    int value;
    struct link link;
};

static struct item first;

static void mark(struct link *l)
{
    struct item *it = container_of(l, struct item, link);
    it->value = -1; // expect: global-write
    // note: first
}

static void *worker(void *arg)
{
    struct item mine = {3, {0}};
    mark(&mine.link);
    mark(&first.link);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
