/* What computes local time sets the names of the time zone, as tzset does: a program that reads
 * them may notice. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static void *converts(void *argument)
{
    time_t now = 0;
    struct tm parts;
    char text[64];
    localtime_r(&now, &parts);                              // expect: unproven global-write
    strftime(text, sizeof text, "%c", &parts);              // expect: unproven global-write
    return (void *)(mktime(&parts) == 0 ? argument : NULL); // expect: unproven global-write
}

static void *reads(void *argument)
{
    puts(tzname[0]);
    return argument;
}

int main(void)
{
    pthread_t threads[2];
    time_t now = 0;
    struct tm parts;
    localtime_r(&now, &parts);
    pthread_create(&threads[0], NULL, converts, NULL);
    pthread_create(&threads[1], NULL, reads, NULL);
    gmtime_r(&now, &parts); // expect: unproven global-write
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
