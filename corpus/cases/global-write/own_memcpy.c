/* A program with a memcpy of its own: what it does besides is done wherever something is copied. */
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static int copies;

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    char *t = to;
    const char *f = from;
    copies++; // expect: unproven global-write
    while (size-- > 0)
        *t++ = *f++; // expect: unproven global-write
    return to;
}

static void *worker(void *argument)
{
    char own[16], text[16] = "text";
    memcpy(own, text, sizeof own);
    return own[0] == 't' ? argument : NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    return copies;
}
