/* A lock that may be refused: through a function, and with the answer kept in a variable. */
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long got, refused;

static bool enter(void)
{
    return pthread_mutex_trylock(&lock) == 0;
}

static void *worker(void *arg)
{
    bool entered = enter();
    if (entered)
        got++; // expect: global-write
    // note: guarded by lock
    else
        refused++; // expect: global-write
    // note: unsynchronised
    if (entered)
        pthread_mutex_unlock(&lock);
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
