/* Jobs of a thread pool carry their function. Only the pool calls through that member, so a job that is called at all is called
 * there. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    void (*work)(struct job *);
    struct job *next;
    int n;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct job *jobs;
static int sums, stats;

static void sum(struct job *j)
{
    sums += j->n; // expect: global-write
    // note: 'sum' is called here by 'worker'
}

static void stat(struct job *j)
{
    stats += j->n; // expect: global-write
}

static void submit(struct job *j, void (*work)(struct job *))
{
    j->work = work;
    pthread_mutex_lock(&lock);
    j->next = jobs;
    jobs = j;
    pthread_mutex_unlock(&lock);
}

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    struct job *j = jobs;
    pthread_mutex_unlock(&lock);
    if (j != NULL)
        j->work(j);
    return arg;
}

int main(void)
{
    pthread_t t;
    struct job *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return 1;
    submit(a, sum);
    submit(b, stat);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return sums + stats;
}
