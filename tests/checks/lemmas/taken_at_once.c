// E1-before full -O1: clean
#include "queue.h"

/* Whoever receives has done so, and written, before the call that sends returns. */
static struct msg *handed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int done;

static void hand(struct msg *m) FBP_SENDS(1) FBP_TRUSTED("under a lock");
static struct msg *take(void) FBP_RECEIVES FBP_TRUSTED("under a lock");
static void finish(void) FBP_TRUSTED("under a lock");

__attribute__((noinline)) static void hand(struct msg *m)
{
    pthread_mutex_lock(&lock);
    handed = m;
    pthread_cond_broadcast(&changed);
    while (!done)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

__attribute__((noinline)) static struct msg *take(void)
{
    pthread_mutex_lock(&lock);
    while (handed == NULL)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return handed;
}

__attribute__((noinline)) static void finish(void)
{
    pthread_mutex_lock(&lock);
    done = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void *task(void *argument)
{
    (void)argument;
    struct msg *m = take();
    m->n = 1;
    finish();
    m->n = 2;
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct msg *m = new_msg();
    if (pthread_create(&t, NULL, task, NULL) != 0)
        return 1;
    hand(m);
    pthread_join(t, NULL);
    return 0;
}
