/* Pointers travel by memcpy, struct assignment and through arrays: the last one is to a global. */
#include <pthread.h>
#include <string.h>

struct cell {
    int *value;
    int pad[6];
};

static int total;

static void *worker(void *arg)
{
    int mine = 0;
    struct cell a = {&mine, {0}}, b, c;
    struct cell *cells[3] = {&a, &b, &c};
    memcpy(&b, &a, sizeof b);
    *b.value = 1;
    c = b;
    *cells[2]->value = 2;
    a.value = &total;
    memcpy(&c, &a, sizeof c);
    *c.value = 3; // expect: global-write
    // note: total
    *b.value = 4;
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
