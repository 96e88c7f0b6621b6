/* Assembly that is given a function may call it. */
#include <pthread.h>
#include <stddef.h>

static int calls;

static void count(void)
{
    calls++; // expect: unproven global-write
}

static void *worker(void *argument)
{
    unsigned bits = 3;
    __asm__("bswap %0" : "+r"(bits)); // expect: unproven global-write
    return bits ? argument : NULL;
}

static void *caller(void *argument)
{
    __asm__ volatile("call *%0" : : "r"(count) : "memory"); // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, worker, NULL);
    pthread_create(&two, NULL, caller, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return calls;
}
