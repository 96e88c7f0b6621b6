/* The array and the number are members of a struct, which the threads work with. */
#include <pthread.h>
#include <stdlib.h>

enum { MAX = 8 };

static int limit = 10;

struct pool {
    pthread_t *threads;
    int n, busy;
    pthread_mutex_t lock;
};

static void add(struct pool *p, int by)
{
    pthread_mutex_lock(&p->lock);
    p->busy += by; // expect: unproven use-after-send
    pthread_mutex_unlock(&p->lock);
}

static void *member(void *arg)
{
    add(arg, limit);
    return 0;
}

static void run(struct pool *p)
{
    for (int i = 0; i < p->n; i++) // expect: unproven use-after-send
        pthread_create(&p->threads[i], NULL, member, p); // expect: unproven double-send, unproven use-after-send
    add(p, 1);
    for (int i = 0; i < p->n; i++) // expect: unproven use-after-send
        pthread_join(p->threads[i], NULL); // expect: unproven use-after-send
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX;
    struct pool p = {.threads = calloc((size_t)n, sizeof *p.threads), .n = n};
    pthread_mutex_init(&p.lock, NULL);
    run(&p);
    free(p.threads);
    limit = 0;
    return argv == 0;
}
