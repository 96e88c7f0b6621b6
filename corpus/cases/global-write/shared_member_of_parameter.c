/* What a caller names as a shared member is that for the helper, whatever it is a member of. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct counter {
    int hits, misses;
};

struct object {
    int size;
    int references FBP_SHARED("counted by all");
    struct counter counter FBP_SHARED("does not matter");
    int slots[4] FBP_SHARED("one for each worker");
    pthread_mutex_t lock;
};

static struct object one, many[4];
static struct object *allocated;

static void increment(int *n)
{
    (*n)++;
}

static void hit(struct counter *c)
{
    c->hits++;
    increment(&c->misses);
}

static void after(int *n)
{
    n[1] = 0; // expect: unproven global-write
}

static void use(struct object *o, int i)
{
    pthread_mutex_lock(&o->lock);
    increment(&o->references);
    hit(&o->counter);
    increment(&o->slots[i]);
    pthread_mutex_unlock(&o->lock);
    int *either = i > 2 ? &o->references : &o->counter.hits;
    *either = 1;
    for (int *s = o->slots; s < o->slots + 4; s++)
        *s = 0;
}

static void *worker(void *argument)
{
    int i = (int)(long)argument;
    use(&one, i);
    use(&many[i], i);
    use(allocated, i);
    after(&allocated->references);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    allocated = calloc(1, sizeof *allocated);
    if (allocated == NULL || pthread_create(&thread, NULL, worker, (void *)1L) != 0)
        return 1;
    pthread_join(thread, NULL);
    free(allocated);
    return 0;
}
