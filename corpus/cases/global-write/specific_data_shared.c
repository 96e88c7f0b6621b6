/* Thread-specific data that is no task's own: each puts the same static object there. (Which of the values
 * that the task keeps it is cannot be told.) */
#include <pthread.h>

static pthread_key_t key;
static struct {
    int uses;
} common;

static void *worker(void *arg)
{
    pthread_setspecific(key, &common);
    int *uses = pthread_getspecific(key);
    if (uses)
        ++*uses; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_key_create(&key, NULL);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return common.uses;
}
