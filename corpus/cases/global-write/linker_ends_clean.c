/* A program that has an `end` of its own, and looks how large its data is: nothing is written
 * there. */
#include <pthread.h>

extern char edata[], __data_start[];

static int end;

static void *worker(void *arg)
{
    long *size = arg;
    *size = edata - __data_start;
    return arg;
}

int main(void)
{
    pthread_t t;
    long size = 0;
    end = 1;
    if (pthread_create(&t, NULL, worker, &size) != 0)
        return 1;
    pthread_join(t, NULL);
    return size == end;
}
