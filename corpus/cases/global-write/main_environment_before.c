/* setenv, putenv and setlocale before the start; the task reads the environment. */
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char tz[] = "TZ=UTC";

static void *worker(void *arg)
{
    const char *zone = getenv("TZ");
    puts(zone ? zone : "none");
    return arg;
}

int main(void)
{
    pthread_t t;
    setlocale(LC_ALL, "");
    putenv(tz);
    setenv("MODE", "fast", 1);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
