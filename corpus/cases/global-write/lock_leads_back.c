/* A pointer to a lock, or to a member that is shared, denotes it alone; who computes the struct
 * around it from there writes that. */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#include <fbp/annotate.h>

struct FBP_CHANNEL ring {
    unsigned head;
    char bytes[64];
};

struct account {
    int balance;
    pthread_mutex_t lock;
    struct ring log;
    int hits FBP_SHARED("statistics");
    int limit;
};

static struct account shared, several[4];

static void *work(void *arg)
{
    unsigned n = *(unsigned *)arg;
    pthread_mutex_t *lock = &shared.lock;
    struct account *a = (struct account *)((char *)lock - offsetof(struct account, lock));
    a->balance = 1; // expect: global-write
    a->limit = 2;   // expect: global-write
    int *hits = &several[n & 3].hits;
    *hits += 1;
    hits[1] = 3; // expect: global-write
    shared.log.head++;
    shared.log.bytes[n & 63] = 1;
    char *end = shared.log.bytes + (n & 63);
    *end = 0;
    a = (struct account *)((char *)&shared.log - offsetof(struct account, log));
    a->balance = 4; // expect: global-write
    return NULL;
}

int main(void)
{
    pthread_t t;
    unsigned n = 0;
    pthread_create(&t, NULL, work, &n);
    pthread_join(t, NULL);
    return shared.balance;
}
