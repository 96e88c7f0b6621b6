/* Out-parameters of system functions: a global is written by the call. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct timespec when;
static struct stat info;
static struct tm broken_down;
static time_t started;
static char *rest;
static int ends[2];

static void *worker(void *arg)
{
    struct timespec mine;
    struct tm tm;
    time_t now = time(NULL);
    clock_gettime(CLOCK_MONOTONIC, &mine);
    localtime_r(&now, &tm);
    clock_gettime(CLOCK_MONOTONIC, &when); // expect: global-write
    time(&started);                        // expect: global-write
    localtime_r(&now, &broken_down);       // expect: global-write
    if (stat("/tmp", &info) != 0)          // expect: global-write
        return 0;
    if (pipe(ends) != 0)                   // expect: global-write
        return 0;
    strtol(arg, &rest, 10);                // expect: global-write
    return 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "12") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
