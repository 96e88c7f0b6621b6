/* Work stealing: Chase and Lev's deque with C11 atomics. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#define CAP 1024
struct job {
    int n;
    long out;
    struct job *kids[2];
};
struct FBP_CHANNEL deque {
    atomic_size_t top, bottom;
    _Atomic(struct job *) a[CAP];
};
static struct deque dq[3];
static atomic_int left FBP_SHARED("count");
static atomic_long sum FBP_SHARED("sum");
FBP_TRUSTED("Chase-Lev") FBP_SENDS(2) static void push(struct deque *d, struct job *j)
{
    size_t b = atomic_load_explicit(&d->bottom, memory_order_relaxed);
    atomic_store_explicit(&d->a[b % CAP], j, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&d->bottom, b + 1, memory_order_relaxed);
}
FBP_TRUSTED("Chase-Lev") FBP_RECEIVES static struct job *pop(struct deque *d)
{
    size_t b = atomic_load(&d->bottom);
    if (b == atomic_load(&d->top))
        return NULL;
    b--;
    atomic_store(&d->bottom, b);
    size_t t = atomic_load(&d->top);
    if (t > b) {
        atomic_store(&d->bottom, b + 1);
        return NULL;
    }
    struct job *j = atomic_load(&d->a[b % CAP]);
    if (t == b) {
        if (!atomic_compare_exchange_strong(&d->top, &t, t + 1))
            j = NULL;
        atomic_store(&d->bottom, b + 1);
    }
    return j;
}
FBP_TRUSTED("Chase-Lev") FBP_RECEIVES static struct job *steal(struct deque *d)
{
    size_t t = atomic_load(&d->top), b = atomic_load(&d->bottom);
    if (t >= b)
        return NULL;
    struct job *j = atomic_load(&d->a[t % CAP]);
    return atomic_compare_exchange_strong(&d->top, &t, t + 1) ? j : NULL;
}
struct me {
    int id;
    long done;
};
static void *worker(void *arg)
{
    struct me *me = arg;
    while (atomic_load(&left) > 0) {
        struct job *j = pop(&dq[me->id]);
        for (int i = 1; !j && i < 3; i++)
            j = steal(&dq[(me->id + i) % 3]);
        if (!j) {
            sched_yield();
            continue;
        }
        if (j->n > 1) {
            for (int k = 0; k < 2; k++) {
                struct job *c = malloc(sizeof *c);
                *c = (struct job){.n = j->n / 2};
                atomic_fetch_add(&left, 1);
                push(&dq[me->id], c);
            }
        }
        me->done++;
        atomic_fetch_add(&sum, j->n);
        free(j);
        atomic_fetch_sub(&left, 1);
    }
    return NULL;
}
int main(void)
{
    struct job *j = calloc(1, sizeof *j);
    j->n = 256;
    atomic_store(&left, 1);
    push(&dq[0], j);
    struct me me[3] = {{0, 0}, {1, 0}, {2, 0}};
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, worker, &me[i]);
    long d = 0;
    for (int i = 0; i < 3; i++) {
        pthread_join(t[i], NULL);
        d += me[i].done;
    }
    printf("%ld %ld\n", d, atomic_load(&sum));
    return 0;
}
