/* Compound assignments and shifts on own and on global flags. */
#include <pthread.h>

enum { READY = 1, BUSY = 2 };

static unsigned flags;
static unsigned char bitmap[32];

static void set_bit(unsigned char *map, unsigned n)
{
    map[n / 8] |= (unsigned char)(1u << n % 8); // expect: global-write
    // note: bitmap
}

static void *worker(void *arg)
{
    unsigned mine = READY;
    unsigned char map[32] = {0};
    mine |= BUSY;
    mine &= ~(unsigned)READY;
    set_bit(map, mine);
    set_bit(bitmap, mine);
    flags |= BUSY; // expect: global-write
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
