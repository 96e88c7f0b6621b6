/* A stream writes into the buffer it was given. */
#include <pthread.h>
#include <stdio.h>

static char buffer[BUFSIZ];

static void *worker(void *arg)
{
    setvbuf(arg, buffer, _IOFBF, sizeof buffer); // expect: global-write
    // note: buffer
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, stderr) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
