/* What is given the address of a shared member or of a lock has that alone: the struct around it,
   and what follows it there, is not shared. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

struct object {
    int state;
    int references FBP_SHARED("counted by all");
    struct {
        int hits, misses;
    } statistics FBP_SHARED("do not matter");
    pthread_mutex_t lock;
    int name[4];
};

static struct object kept, boxed, cleared, looped, locked, inside, indexed[4], fine;
static struct object *found[4];

static void released(int *references)
{
    container_of(references, struct object, references)->state = 1; // expect: unproven global-write
    *references = 0;
}

#define FROM_LOCK_ON (sizeof(struct object) - offsetof(struct object, lock))

struct guard {
    pthread_mutex_t *lock;
};

static void guarded(struct guard *g)
{
    pthread_mutex_lock(g->lock);
    container_of(g->lock, struct object, lock)->state = 1; // expect: unproven global-write
    pthread_mutex_unlock(g->lock);
}

static void clear(void *from, size_t size)
{
    memset(from, 0, size); // expect: unproven global-write
}

static void clear_bytes(char *from, int n)
{
    for (int i = 0; i < n; i++)
        from[i] = 0; // expect: unproven global-write
}

static void renew(pthread_mutex_t *lock)
{
    pthread_mutex_init(lock, NULL);
    memset(lock + 1, 0, sizeof fine.name); // expect: unproven global-write
}

static void clear_from(struct object *o)
{
    memset(&o->references, 0, 2 * sizeof o->references); // expect: global-write
}

static void clear_statistics(void *statistics, int *hits)
{
    memset(statistics, 0, sizeof fine.statistics);
    *hits = 0;
}

static void *worker(void *argument)
{
    long i = (long)argument;
    struct guard guard = {&boxed.lock};
    released(&kept.references);
    guarded(&guard);
    clear(&cleared.statistics, sizeof cleared - offsetof(struct object, statistics));
    clear_bytes((char *)&looped.references, 12);
    renew(&locked.lock);
    clear_from(&inside);
    memset(&indexed[i].references, 0, 2 * sizeof(int)); // expect: global-write
    memset(&found[i]->lock, 0, FROM_LOCK_ON);           // expect: global-write
    pthread_mutex_lock(&found[i]->lock);
    found[i]->references++;
    memset(&found[i]->statistics, 0, sizeof found[i]->statistics);
    pthread_mutex_unlock(&found[i]->lock);
    clear_statistics(&fine.statistics, &fine.statistics.hits);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    found[1] = &fine;
    if (pthread_create(&thread, NULL, worker, (void *)1L) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
