/* A helper of a helper clears the element that it is given, before its task is started. Which element it
 * is, is not followed so far: another one is lent at the time. */
#include <pthread.h>

enum { MAX = 8 };

struct job {
    pthread_t thread;
    int sum;
};

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void forget(pthread_t *t)
{
    *t = 0; // expect: unproven use-after-send
}

static void clear(struct job *j)
{
    forget(&j->thread);
}

int main(void)
{
    struct job jobs[MAX] = {{0}};
    for (int i = 0; i < MAX; i++) {
        clear(&jobs[i]);
        pthread_create(&jobs[i].thread, NULL, worker, &jobs[i].sum); // expect: unproven double-send
    }
    for (int i = 0; i < MAX; i++)
        pthread_join(jobs[i].thread, NULL);
    limit = 0;
    return jobs[0].sum;
}
