// trap: use-after-send
/* Nobody joins the task that breaks the rule: the program ends while that is reported, which ends
 * it first. */
#include <fbp/annotate.h>
#include <fbp/rt.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct answer {
    int value;
};

struct FBP_CHANNEL reply {
    pthread_mutex_t lock;
    pthread_cond_t put;
    struct answer *answer;
};

static struct reply reply = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL};
static pthread_barrier_t both;
static int late;
static sem_t reported;

static void last(void)
{
    sem_post(&reported);
    usleep(100000);
}

FBP_TRUSTED("locked") FBP_SENDS(2) static void send_answer(struct reply *r, struct answer *a)
{
    pthread_mutex_lock(&r->lock);
    r->answer = a;
    pthread_cond_signal(&r->put);
    pthread_mutex_unlock(&r->lock);
}

FBP_TRUSTED("locked") FBP_RECEIVES static struct answer *wait_for_answer(struct reply *r)
{
    pthread_mutex_lock(&r->lock);
    while (r->answer == NULL)
        pthread_cond_wait(&r->put, &r->lock);
    struct answer *a = r->answer;
    pthread_mutex_unlock(&r->lock);
    return a;
}

static void *compute(void *unused)
{
    struct answer *a = malloc(sizeof *a);
    (void)unused;
    a->value = 42;
    send_answer(&reply, a);
    pthread_barrier_wait(&both);
    if (late)
        a->value = 43; // trap
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    (void)argv;
    late = argc > 1;
    sem_init(&reported, 0, 0);
    fbp_set_death_callback(last);
    pthread_barrier_init(&both, NULL, 2);
    if (pthread_create(&thread, NULL, compute, NULL) != 0)
        return 1;
    struct answer *a = wait_for_answer(&reply);
    pthread_barrier_wait(&both);
    if (late)
        sem_wait(&reported);
    return a->value == 0;
}
