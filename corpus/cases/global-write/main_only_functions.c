/* Functions that write globals, but are called by main alone; the tasks call others. */
#include <pthread.h>
#include <stdio.h>

static int files, errors;

static void count_file(void)
{
    files++;
}

static void report(void)
{
    printf("%d files, %d errors\n", files, errors);
    errors = 0;
}

static int work(int n)
{
    return n * 2;
}

static void *worker(void *arg)
{
    *(int *)arg = work(*(int *)arg);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    count_file();
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    count_file();
    report();
    pthread_join(t, NULL);
    report();
    return n;
}
