/* A helper that is given an element writes the one before it. */
#include <pthread.h>

enum { MAX = 8 };

struct job {
    pthread_t thread;
    int sum;
};

static int limit = 10;
static pthread_t other;

static void *idle(void *arg)
{
    return arg;
}

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void clear(struct job *j)
{
    j[-1].thread = other; // expect: unproven use-after-send
    j->thread = 0;        // expect: unproven use-after-send
}

int main(void)
{
    struct job jobs[MAX] = {{0}};
    pthread_create(&other, NULL, idle, NULL);
    for (int i = 0; i < MAX; i++) {
        if (i > 0)
            clear(&jobs[i]);
        pthread_create(&jobs[i].thread, NULL, worker, &jobs[i].sum); // expect: unproven double-send
    }
    for (int i = 0; i < MAX; i++)
        pthread_join(jobs[i].thread, NULL);
    limit = 0; // expect: unproven global-write
    return jobs[0].sum; // expect: unproven use-after-send
}
