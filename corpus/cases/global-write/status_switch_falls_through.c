/* The case of the static buffer falls through into the one that writes. */
#include <pthread.h>

enum status { FOUND, SHARED, ABSENT };

static int common;

static enum status look(int n, int *mine, int **out)
{
    if (n == 0)
        return ABSENT;
    if (n == 1) {
        *out = &common;
        return SHARED;
    }
    *out = mine;
    return FOUND;
}

static void *worker(void *arg)
{
    int mine = 0, *p = &mine;
    switch (look(*(int *)arg, &mine, &p)) {
    case SHARED:
        mine = *p;
        /* fall through */
    case FOUND:
        *p = 1; // expect: global-write
        break;
    case ABSENT:
        break;
    }
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
