/* A pool: jobs go through a queue, so the worker is the task, and a job's function what it calls. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct job {
    void (*fn)(void *);
    void *arg;
    struct job *next;
};

struct FBP_CHANNEL queue {
    struct job *head;
    pthread_mutex_t lock;
};

static int done;

FBP_SENDS(2) FBP_TRUSTED("locked")
static void put(struct queue *q, struct job *j)
{
    j->next = q->head;
    q->head = j;
}

FBP_RECEIVES FBP_TRUSTED("locked")
static struct job *take(struct queue *q)
{
    return q->head;
}

static void *worker(void *arg)
{
    struct queue *q = arg;
    for (struct job *j; (j = take(q)) != NULL;) {
        j->fn(j->arg);
        free(j);
    }
    return NULL;
}

static void submit(struct queue *q, void (*fn)(void *), void *arg)
{
    struct job *j = malloc(sizeof *j);
    if (!j)
        abort();
    j->fn = fn;
    j->arg = arg;
    put(q, j);
}

static void work(void *arg)
{
    free(arg);
    done = 1; // expect: global-write
    // note: task 'worker' writes global 'done'
}

int main(void)
{
    static struct queue q;
    pthread_t t;
    if (pthread_create(&t, NULL, worker, &q) != 0)
        return 1;
    submit(&q, work, malloc(1));
    pthread_join(t, NULL);
    return 0;
}
