/* A pointer leaves as bytes that are scrambled by a function, wait in an array, and come back. */
#include <pthread.h>
#include <stdint.h>

static int common;

static unsigned char scrambled(unsigned char c)
{
    return (unsigned char)(c ^ 0x5a);
}

static void *worker(void *arg)
{
    int *from = &common, *to;
    unsigned char bytes[sizeof from];
    for (unsigned i = 0; i < sizeof from; i++)
        bytes[i] = scrambled((unsigned char)(((uintptr_t)from >> (8 * i)) & 0xff));
    for (unsigned i = 0; i < sizeof to; i++)
        ((unsigned char *)&to)[i] = scrambled(bytes[i]);
    *to = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
