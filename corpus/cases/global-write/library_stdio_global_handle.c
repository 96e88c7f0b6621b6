/* The stream is a channel, the variable that holds its handle is not. */
#include <pthread.h>
#include <stdio.h>

static FILE *log_file;

static void *worker(void *arg)
{
    if (!log_file)
        log_file = fopen("/dev/null", "w"); // expect: global-write
    // note: log_file
    if (log_file)
        fputs("started\n", log_file);
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
