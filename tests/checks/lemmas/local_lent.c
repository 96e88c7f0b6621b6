// A1-shown full -O1: use-after-send
#include "queue.h"

static void *task(void *argument)
{
    int *n = argument;
    ++*n;
    return NULL;
}

/* Of as many elements as the caller says: such arrays are not hidden from optimizations. */
static int with(int many)
{
    pthread_t t;
    int n[many];
    n[0] = 1;
    if (pthread_create(&t, NULL, task, &n[0]) != 0)
        return 1;
    n[0] = 2; // here
    pthread_join(t, NULL);
    return n[0] == 0;
}

int main(int argc, char **argv)
{
    (void)argv;
    return with(argc);
}
