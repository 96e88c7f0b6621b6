/* A function that is assembly alone (naked) does what nobody knows, and returns: what comes after a call of it is judged. */
#include <pthread.h>
#include <stddef.h>

static int total;

#if defined(__x86_64__)
__attribute__((naked)) static void nothing(void)
{
    __asm__("ret");
}
#else
void nothing(void);
#endif

static void *worker(void *argument)
{
    nothing(); // expect: unproven global-write
    total++;   // expect: global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    return total;
}
