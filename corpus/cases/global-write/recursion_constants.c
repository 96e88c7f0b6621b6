/* Functions that call each other and switch on a constant: what the task passes is one case, what others pass is another. */
#include <pthread.h>

enum { HOT, COLD, TEMP };

static int moved, evicted, kept;

static int deeper(int n);

static int pull(int lru, int evict, int n)
{
    switch (lru) {
    case HOT:
        moved++; // expect: unproven global-write
        break;
    case COLD:
        if (evict)
            evicted++; // expect: unproven global-write
        deeper(n - 1);
        break;
    case TEMP:
        kept++; // expect: global-write
        break;
    }
    return 0;
}

static int deeper(int n)
{
    if (n > 0)
        pull(COLD, 1, n);
    return n;
}

static void *worker(void *arg)
{
    pull(TEMP, 0, 1);
    return arg;
}

int main(void)
{
    pthread_t t;
    pull(HOT, 0, 0);
    deeper(3);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return moved + evicted + kept;
}
