/* Local arrays and structs with designated initialisers, from constants and globals. */
#include <pthread.h>

struct option {
    const char *name;
    int value;
    struct option *next;
};

static int base = 10;

static void *worker(void *arg)
{
    struct option last = {.name = "last", .value = base};
    struct option list[4] = {[0] = {.name = "a", .next = &list[2]}, [2] = {.next = &last}};
    int n = 0;
    for (struct option *o = list; o; o = o->next) {
        o->value++;
        n += o->value;
    }
    *(int *)arg = n;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
