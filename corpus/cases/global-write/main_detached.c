/* A detached task runs for as long as it likes. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int interval = 1;

static void *ticker(void *arg)
{
    for (;;)
        sleep((unsigned)interval);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, ticker, NULL) != 0)
        return 1;
    pthread_detach(t);
    interval = 2; // expect: global-write
    // note: ticker
    return 0;
}
