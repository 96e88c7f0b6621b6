/* One of many functions that a pointer may be shows its argument: looked at together, not one by
 * one. */
#include <pthread.h>
#include <stdlib.h>

typedef void operation(int *);

static int *shown;

static void show(int *p)
{
    shown = p; // expect: global-write
}

static void f1(int *p)
{
    *p += 1; // expect: unproven global-write
}

static void f2(int *p)
{
    *p += 2; // expect: unproven global-write
}

static void f3(int *p)
{
    *p += 3; // expect: unproven global-write
}

static void f4(int *p)
{
    *p += 4; // expect: unproven global-write
}

static void f5(int *p)
{
    *p += 5; // expect: unproven global-write
}

static void f6(int *p)
{
    *p += 6; // expect: unproven global-write
}

static void f7(int *p)
{
    *p += 7; // expect: unproven global-write
}

static void f8(int *p)
{
    *p += 8; // expect: unproven global-write
}

static void f9(int *p)
{
    *p += 9; // expect: unproven global-write
}

static void f10(int *p)
{
    *p += 10; // expect: unproven global-write
}

static void f11(int *p)
{
    *p += 11; // expect: unproven global-write
}

static void f12(int *p)
{
    *p += 12; // expect: unproven global-write
}

static void f13(int *p)
{
    *p += 13; // expect: unproven global-write
}

static void f14(int *p)
{
    *p += 14; // expect: unproven global-write
}

static void f15(int *p)
{
    *p += 15; // expect: unproven global-write
}

static void f16(int *p)
{
    *p += 16; // expect: unproven global-write
}

static operation *const operations[] = {f1,  f2,  f3,  f4,  f5,  f6,  f7,  f8,  f9,
                                        f10, f11, f12, f13, f14, f15, f16, show};

static void *work(void *arg)
{
    int *own = malloc(sizeof *own);
    if (own == NULL)
        return NULL;
    *own = 0;
    for (unsigned i = 0; i < 17; i++)
        operations[i](own);
    *own = 1; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, work, NULL);
}
