/* The classic function that returns a pointer to its static buffer. */
#include <pthread.h>
#include <stdio.h>

static const char *hex(unsigned n)
{
    static char buf[16];
    snprintf(buf, sizeof buf, "%#x", n); // expect: global-write
    // note: buf
    return buf;
}

static void *worker(void *arg)
{
    puts(hex(255));
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
