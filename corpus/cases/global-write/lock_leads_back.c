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

/* The same in functions that are given the lock. */
static void charge(pthread_mutex_t *lock)
{
    struct account *a = (struct account *)((char *)lock - offsetof(struct account, lock));
    pthread_mutex_lock(lock);
    a->balance = 5; // expect: unproven global-write
    pthread_mutex_unlock(lock);
}

struct counter {
    pthread_mutex_t lock;
    int n;
};

static struct counter counter;

static void count(pthread_mutex_t *lock)
{
    ((struct counter *)lock)->n++; // expect: unproven global-write
}

static void push(struct ring *r, char c)
{
    char *bytes = r->bytes;
    bytes[r->head++ & 63] = c;
    bytes[1] = c;
}

static void hit(int *hits)
{
    *hits += 1;
}

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
    charge(&shared.lock);
    count(&counter.lock);
    push(&shared.log, 'x');
    hit(&shared.hits);
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
