/* The same growing array in a global: each write to it is one, and so is giving its block to realloc. */
#include <pthread.h>
#include <stdlib.h>

static int *items;
static size_t n_items, room;

static void append(int item)
{
    if (n_items == room) {
        size_t more = room ? 2 * room : 8;
        int *p = realloc(items, more * sizeof *p); // expect: global-write
        if (!p)
            abort();
        items = p;   // expect: global-write
        room = more; // expect: global-write
    }
    items[n_items] = item; // expect: global-write
    n_items++;             // expect: global-write
}

static void *worker(void *arg)
{
    for (int i = 0; i < 100; i++)
        append(i);
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
