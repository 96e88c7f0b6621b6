// A8-behind full -O1: clean
#include "queue.h"

static void *count(void *arg)
{
    ((struct msg *)arg)->n++;
    return NULL;
}

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    pthread_t t;
    (void)argv;
    if (pthread_create(&t, NULL, count, m) != 0)
        return 2;
    if (argc > 4)
        __atomic_store_n(&m->n, 1, __ATOMIC_RELAXED);
    else
        argc++;
    pthread_join(t, NULL);
    __atomic_store_n(&m->n, argc, __ATOMIC_RELAXED);
    return 0;
}
