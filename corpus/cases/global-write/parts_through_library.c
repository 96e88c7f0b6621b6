/* Numbers that a library function returns are made of those that it is given: parts of a pointer go through it. */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

static int *scaled, *divided, *counted;

static void by_scaling(void)
{
    int *own = calloc(1, sizeof *own);
    if (!own)
        abort();
    double twice = ldexp((double)(uintptr_t)own, 1);
    uintptr_t again = (uintptr_t)ldexp(twice, -1);
    scaled = (int *)again; // expect: global-write
    *own = 1;              // expect: unproven global-write
}

static void by_division(void)
{
    int *own = calloc(1, sizeof *own);
    if (!own)
        abort();
    ldiv_t d = ldiv((long)(uintptr_t)own, 1000);
    divided = (int *)(d.quot * 1000 + d.rem); // expect: global-write
    *own = 1;                                 // expect: unproven global-write
}

static void by_counting(void)
{
    int *own = calloc(1, sizeof *own);
    if (!own)
        abort();
    uintptr_t rest = (uintptr_t)own, again = 0;
    for (int i; (i = ffsl((long)rest)) != 0;) {
        again |= (uintptr_t)1 << (i - 1);
        rest &= rest - 1;
    }
    counted = (int *)again; // expect: global-write
    *own = 1;               // expect: unproven global-write
}

static void *worker(void *arg)
{
    by_scaling();
    by_division();
    by_counting();
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return *scaled + *divided + *counted;
}
