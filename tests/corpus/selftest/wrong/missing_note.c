/* must say: missing_note.c:8: the finding does not say: nobody_is_called_so */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    total++; // expect: global-write
    // note: worker
    // note: nobody_is_called_so
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
