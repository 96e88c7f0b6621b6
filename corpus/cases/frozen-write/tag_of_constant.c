/* What is found is written only if its tag says that it is something; the constant that stands for "nothing" says that it is not. */
#include <pthread.h>
#include <stddef.h>

struct value {
    int payload;
    unsigned char tag;
};

static const struct value absent = {0, 0x20};

struct table {
    int size;
    struct value slots[8];
};

static const struct value *find(const struct table *t, int key)
{
    if (key < 0 || key >= t->size)
        return &absent;
    return NULL;
}

static void put(struct table *t, int key, int payload)
{
    const struct value *slot = find(t, key);
    if (slot != NULL && (slot->tag & 0x0f) != 0)
        ((struct value *)slot)->payload = payload; // expect: unproven frozen-write
}

static void *worker(void *argument)
{
    struct table *t = argument;
    for (int i = 0; i < 10; i++)
        put(t, i, i);
    return NULL;
}

int main(void)
{
    struct table t = {4, {{0, 1}, {0, 0}, {0, 1}, {0, 1}}};
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, &t) != 0)
        return 1;
    return pthread_join(thread, NULL);
}
