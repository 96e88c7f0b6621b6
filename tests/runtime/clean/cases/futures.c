/* A pool of workers; each answer is a packet in a future, the table in it has grown by realloc. */
#include "q.h"
struct FBP_CHANNEL future {
    pthread_mutex_t m;
    pthread_cond_t c;
    int done;
    void *value;
};
struct job {
    struct job *next;
    int n;
    struct future *f;
};
FBP_TRUSTED("locked") FBP_SENDS(2) static void future_set(struct future *f, void *v)
{
    pthread_mutex_lock(&f->m);
    f->value = v;
    f->done = 1;
    pthread_cond_signal(&f->c);
    pthread_mutex_unlock(&f->m);
}
FBP_TRUSTED("locked") FBP_RECEIVES static void *future_get(struct future *f)
{
    pthread_mutex_lock(&f->m);
    while (!f->done)
        pthread_cond_wait(&f->c, &f->m);
    void *v = f->value;
    f->value = NULL;
    pthread_mutex_unlock(&f->m);
    return v;
}
static struct future *future_new(void)
{
    struct future *f = malloc(sizeof *f);
    pthread_mutex_init(&f->m, NULL);
    pthread_cond_init(&f->c, NULL);
    f->done = 0;
    f->value = NULL;
    return f;
}
static void future_delete(struct future *f)
{
    pthread_mutex_destroy(&f->m);
    pthread_cond_destroy(&f->c);
    free(f);
}
static struct ring jobs = RING_INIT;

struct result {
    int n;
    long *primes;
    size_t count, cap;
};
static void *worker(void *unused)
{
    (void)unused;
    struct job *j;
    while ((j = ring_get(&jobs))) {
        struct result *r = calloc(1, sizeof *r);
        r->n = j->n;
        for (long i = 2; i < j->n; i++) {
            int prime = 1;
            for (size_t k = 0; k < r->count && r->primes[k] * r->primes[k] <= i; k++)
                if (i % r->primes[k] == 0) {
                    prime = 0;
                    break;
                }
            if (!prime)
                continue;
            if (r->count == r->cap) {
                r->cap = r->cap ? 2 * r->cap : 4;
                r->primes = realloc(r->primes, r->cap * sizeof *r->primes);
            }
            r->primes[r->count++] = i;
        }
        future_set(j->f, r);
        free(j);
    }
    return NULL;
}
int main(void)
{
    pthread_t t[3];
    struct future *f[20];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 20; i++) {
        f[i] = future_new();
        struct job *j = malloc(sizeof *j);
        j->next = NULL;
        j->n = 50 * i;
        j->f = f[i];
        ring_put(&jobs, j);
    }
    size_t total = 0;
    for (int i = 0; i < 20; i++) {
        struct result *r = future_get(f[i]);
        total += r->count;
        free(r->primes);
        free(r);
        future_delete(f[i]);
    }
    ring_close(&jobs);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%zu\n", total);
    return 0;
}
