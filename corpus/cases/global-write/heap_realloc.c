/* A growing array in the task's own struct. */
#include <pthread.h>
#include <stdlib.h>

struct vec {
    int *items;
    size_t n, room;
};

static void append(struct vec *v, int item)
{
    if (v->n == v->room) {
        size_t room = v->room ? 2 * v->room : 8;
        int *items = realloc(v->items, room * sizeof *items);
        if (!items)
            abort();
        v->items = items;
        v->room = room;
    }
    v->items[v->n++] = item;
}

static void *worker(void *arg)
{
    struct vec v = {0, 0, 0};
    for (int i = 0; i < 100; i++)
        append(&v, i);
    v.items[0] = 5;
    free(v.items);
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
