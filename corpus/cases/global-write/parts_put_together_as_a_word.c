/* Bytes of a pointer are put together in an integer, which is stored where a pointer is loaded. */
#include <pthread.h>
#include <stdint.h>

static int common;

static void *worker(void *arg)
{
    int own = 0, *from = &common, *to = &own;
    const unsigned char *bytes = (const unsigned char *)&from;
    uint64_t word = 0;
    for (int i = 0; i < 8; i++)
        word = word * 256 + bytes[7 - i];
    if (arg != NULL)
        *(uint64_t *)&to = word;
    *to = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, &common) != 0)
        return 1;
    return pthread_join(t, NULL);
}
