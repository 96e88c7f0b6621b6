/* Locks, conditions, semaphores, barriers and read-write locks are channels, also inside globals. */
#include <pthread.h>
#include <semaphore.h>

struct store {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_rwlock_t table_lock;
    int size;
};

static struct store store = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
                             PTHREAD_RWLOCK_INITIALIZER, 8};
static sem_t room;
static pthread_barrier_t gate;
static pthread_spinlock_t spin;

static int store_size(struct store *s)
{
    pthread_mutex_lock(&s->lock);
    int n = s->size;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    return n;
}

static void *worker(void *arg)
{
    sem_wait(&room);
    *(int *)arg = store_size(&store);
    pthread_rwlock_rdlock(&store.table_lock);
    pthread_rwlock_unlock(&store.table_lock);
    sem_post(&room);
    pthread_spin_lock(&spin);
    pthread_spin_unlock(&spin);
    pthread_barrier_wait(&gate);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    sem_init(&room, 0, 1);
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    pthread_barrier_init(&gate, NULL, 2);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_barrier_wait(&gate);
    pthread_join(t, NULL);
    return n;
}
