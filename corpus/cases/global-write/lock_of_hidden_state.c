/* A library function with a static of its own, always called under one lock. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *worker(void *arg)
{
    char text[] = "a b";
    pthread_mutex_lock(&lock);
    char *word = strtok(text, " "); // expect: global-write
    // note: locked
    pthread_mutex_unlock(&lock);
    (void)word;
    (void)rand(); // expect: global-write
    // note: unsynchronised
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
