/* A callback of unknown code that does nothing of that kind changes nothing: main still knows that no task runs. */
#include <pthread.h>
#include <stdio.h>

void set_logger(void (*log)(const char *));

static int limit = 10;

static void print(const char *line)
{
    puts(line);
}

static void *job(void *argument)
{
    return limit == 0 ? argument : NULL;
}

int main(void)
{
    pthread_t thread;
    set_logger(print);
    limit = 5;
    if (pthread_create(&thread, NULL, job, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    limit = 0;
    return 0;
}
