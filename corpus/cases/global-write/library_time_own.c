/* The re-entrant forms, with buffers of the task. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void *worker(void *arg)
{
    char text[64], message[64];
    struct tm tm;
    struct timespec ts;
    unsigned seed = 4;
    time_t now;
    if (time(&now) == (time_t)-1 || clock_gettime(CLOCK_REALTIME, &ts) != 0)
        return 0;
    if (localtime_r(&now, &tm) && strftime(text, sizeof text, "%Y-%m-%d", &tm) > 0)
        puts(text);
    if (gmtime_r(&now, &tm) && asctime_r(&tm, text))
        fputs(text, stdout);
    if (strerror_r(2, message, sizeof message) == 0)
        puts(message);
    tm.tm_mday += rand_r(&seed) % 3;
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
