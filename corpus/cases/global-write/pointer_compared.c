/* To compare and to copy the address of a global is harmless. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static int sentinel;

static bool is_sentinel(const int *p)
{
    return p == &sentinel;
}

static void *worker(void *arg)
{
    int mine = 0;
    int *list[3] = {&mine, &sentinel, NULL};
    int n = 0;
    for (int i = 0; i < 2; i++)
        n += is_sentinel(list[i]);
    mine = n;
    *(int *)arg = mine;
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
