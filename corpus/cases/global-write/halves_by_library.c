/* Halves of an address that go from task to task as numbers: what C11 tasks return, what longjmp
 * passes, counters of the kernel, single characters of a file. */
#include <pthread.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <threads.h>

struct job {
    int count;
};

static int low(void *arg)
{
    return (int)(uintptr_t)arg;
}

static int high(void *arg)
{
    return (int)((uintptr_t)arg >> 32);
}

static struct job *joined(int first, int second)
{
    return (struct job *)((uintptr_t)(unsigned)second << 32 | (unsigned)first);
}

static void *joins(void *arg)
{
    thrd_t t;
    int l = 0, h = 0;
    struct job own, *p = &own;
    thrd_create(&t, low, arg);
    thrd_join(t, &l);
    thrd_create(&t, high, arg);
    thrd_join(t, &h);
    if (h != 0)
        p = joined(l, h);
    p->count = 1; // expect: unproven global-write
    return NULL;
}

static void *jumps(void *arg)
{
    struct job *first = malloc(sizeof *first), own, *p = &own;
    volatile int l = 0;
    jmp_buf at;
    int v = setjmp(at);
    if (v == 0)
        longjmp(at, (int)(uintptr_t)first | 1);
    if (l == 0) {
        l = v;
        longjmp(at, (int)((uintptr_t)first >> 32) | 1);
    }
    if (arg != NULL)
        p = joined(l, v);
    p->count = 1; // expect: unproven global-write
    return NULL;
}

static void *counts(void *arg)
{
    struct job own, given, *p = &own;
    eventfd_t n;
    given.count = 1;
    eventfd_write(*(int *)arg, (uintptr_t)&given);
    given.count = 2; // expect: unproven global-write
    if (eventfd_read(*(int *)arg, &n) == 0)
        p = (struct job *)n;
    p->count = 3; // expect: unproven global-write
    return NULL;
}

static void *characters(void *arg)
{
    struct job own, given, *p = &own;
    uintptr_t n = (uintptr_t)&given;
    for (unsigned i = 0; i < sizeof n; i++)
        fputc((int)(n >> 8 * i) & 255, stdout);
    given.count = 1; // expect: unproven global-write
    n = 0;
    for (unsigned i = 0; i < sizeof n; i++)
        n |= (uintptr_t)getchar() << 8 * i;
    if (arg != NULL)
        p = (struct job *)n;
    p->count = 2; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    int fd = eventfd(0, 0);
    pthread_create(&t[0], NULL, joins, NULL);
    pthread_create(&t[1], NULL, jumps, NULL);
    pthread_create(&t[2], NULL, counts, &fd);
    pthread_create(&t[3], NULL, characters, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
