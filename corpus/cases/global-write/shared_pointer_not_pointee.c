/* FBP_SHARED covers the variable, not what it points to. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

FBP_SHARED("swapped under a lock elsewhere") static int *current;
static int first;

static void *worker(void *arg)
{
    int *p = current;
    *p = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    current = &first;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return first;
}
