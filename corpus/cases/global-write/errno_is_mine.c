/* errno is a thread-local of the C library. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

static void *worker(void *arg)
{
    char *end;
    errno = 0;
    long n = strtol("12x", &end, 10);
    if (errno == ERANGE)
        n = 0;
    *(long *)arg = n + (*end == 'x');
    return 0;
}

int main(void)
{
    pthread_t t;
    long n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return (int)n;
}
