/* The same function, writing where the caller says. */
#include <pthread.h>
#include <stdio.h>

static const char *hex(unsigned n, char *buf, size_t size)
{
    snprintf(buf, size, "%#x", n);
    return buf;
}

static void *worker(void *arg)
{
    char buf[16];
    puts(hex(255, buf, sizeof buf));
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
