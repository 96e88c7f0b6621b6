/* The same walk over the task's own buffer. */
#include <pthread.h>
#include <stdio.h>

static void *worker(void *arg)
{
    char line[80];
    char *p = line;
    char *end = line + sizeof line - 1;
    while (p < end)
        *p++ = ' ';
    *p = '\0';
    puts(line);
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
