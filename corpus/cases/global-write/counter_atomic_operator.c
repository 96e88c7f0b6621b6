/* `++` on an _Atomic variable, a GNU builtin and a store: three atomic writes. */
#include <pthread.h>
#include <stdatomic.h>

static atomic_long hits;
static long misses;
static _Atomic(int) last;

static void *worker(void *arg)
{
    hits++;                              // expect: global-write
    __sync_fetch_and_add(&misses, 1);    // expect: global-write
    atomic_store(&last, (int)misses);    // expect: global-write
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
