/* The locale and the time zone are state of the process: what formats numbers and times reads them. */
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int by_collation(const void *a, const void *b)
{
    return strcoll(*(char *const *)a, *(char *const *)b);
}

static void *stamp(void *arg)
{
    time_t now = time(NULL);
    struct tm tm;
    char line[80];
    localtime_r(&now, &tm);
    strftime(line, sizeof line, "%A", &tm);
    puts(line);
    return arg;
}

static void *sort(void *arg)
{
    const char *words[] = {"b", "a"};
    qsort(words, 2, sizeof *words, by_collation);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    if (pthread_create(&a, NULL, stamp, NULL) != 0)
        return 1;
    tzset();                 // expect: global-write
    srand(1);
    pthread_join(a, NULL);
    tzset();
    if (pthread_create(&b, NULL, sort, NULL) != 0)
        return 1;
    tzset();
    setlocale(LC_ALL, ""); // expect: global-write
    pthread_join(b, NULL);
    return 0;
}
