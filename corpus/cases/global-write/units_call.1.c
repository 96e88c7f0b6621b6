/* The write is in a function of another unit; the path starts at the task in this one. */
#include <pthread.h>

void log_line(const char *text);

static void *worker(void *arg)
{
    log_line(arg);
    return 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "started") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
