// E4-frame full -O1: clean
// A local variable that was passed on to a start is lent until its frame ends, whether its task is
// joined or not.
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

static void *post(void *arg)
{
    sem_post(arg);
    return NULL;
}

static void launch(pthread_t *thread, void *(*function)(void *), void *arg)
{
    if (pthread_create(thread, NULL, function, arg) != 0)
        exit(2);
}

__attribute__((noinline)) static void begin(pthread_t *thread)
{
    sem_t started;
    sem_init(&started, 0, 0);
    launch(thread, post, &started);
    sem_wait(&started);
}

__attribute__((noinline)) static long use(long n)
{
    volatile long numbers[64];
    long sum = 0;
    for (int i = 0; i < 64; i++)
        numbers[i] = n;
    for (int i = 0; i < 64; i++)
        sum += numbers[i];
    return sum;
}

int main(void)
{
    pthread_t thread;
    begin(&thread);
    long sum = use(1);
    pthread_join(thread, NULL);
    return sum != 64;
}
