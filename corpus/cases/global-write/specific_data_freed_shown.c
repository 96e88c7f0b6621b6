/* A task shows what its key's destructor will free. */
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;
static int *last;

static void *worker(void *arg)
{
    int *own = malloc(sizeof *own);
    if (!own)
        return arg;
    if (pthread_setspecific(key, own) != 0) // expect: unproven global-write
        return arg;
    last = own; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t[2];
    if (pthread_key_create(&key, free) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return last != NULL;
}
