/* An array that a struct begins with is named by an index, too, where it is shared. */
#include <fbp/annotate.h>
#include <pthread.h>

struct pool {
    struct {
        int hits[4];
        int misses;
    } each FBP_SHARED("statistics");
    int size;
};

struct ring {
    int slots[2][8] FBP_SHARED("by index");
    int plain[4];
};

static struct pool pool;
static struct ring ring, rings[2];
static struct {
    int plain[4];
    int shared[4] FBP_SHARED("by index");
} mixed;

static void *worker(void *argument)
{
    int i = (int)(long)argument & 3;
    pool.each.hits[i]++;
    ring.slots[i & 1][i]++;
    ring.plain[i]++; // expect: global-write
    rings[i & 1].slots[0][i] = 1;
    rings[i & 1].plain[i] = 1; // expect: global-write
    mixed.plain[i] = 1;        // expect: global-write
    mixed.shared[i] = 1;
    pool.size = 1; // expect: global-write
    return NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, (void *)1L) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
