/* A semaphore is no lock: whoever did not wait may post it, and it may count to more than one. */
#include <pthread.h>
#include <semaphore.h>

static sem_t sem;
static long hits;

static void *worker(void *arg)
{
    sem_wait(&sem);
    hits++; // expect: global-write
    // note: unsynchronised
    sem_post(&sem);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    int n[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, worker, &n[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
