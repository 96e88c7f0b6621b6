/* localtime and friends return a pointer to a static struct. */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static void *worker(void *arg)
{
    time_t now = time(NULL);
    struct tm *tm = localtime(&now); // expect: global-write
    // note: localtime_r
    printf("%d\n", tm->tm_hour);
    tm = gmtime(&now); // expect: global-write
    // note: gmtime_r
    puts(asctime(tm)); // expect: global-write
    // note: asctime_r
    puts(ctime(&now)); // expect: global-write
    // note: ctime_r
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
