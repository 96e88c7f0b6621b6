/* A pointer travels as two halves: copied by integers, and cut out of a word. */
#include <pthread.h>
#include <stdint.h>
#include <string.h>

union word {
    int *pointer;
    uint32_t half[2];
};

static int total, other, third;

static void by_halves(union word *to, const union word *from)
{
    to->half[0] = from->half[0];
    to->half[1] = from->half[1];
}

static void *worker(void *arg)
{
    int mine = 0;
    union word a = {&mine}, b = {&mine}, c = {&mine}, d = {&mine}, e = {&mine};
    b.half[0] = a.half[0];
    b.half[1] = a.half[1];
    *b.pointer = 1;

    a.pointer = &total;
    by_halves(&c, &a);
    *c.pointer = 2; // expect: unproven global-write

    uintptr_t address = (uintptr_t)&other;
    d.half[0] = (uint32_t)address;
    d.half[1] = (uint32_t)(address >> 32);
    *d.pointer = 3; // expect: unproven global-write

    int *p = &third;
    uint32_t half[2];
    memcpy(&half[0], &p, 4);
    memcpy(&half[1], (char *)&p + 4, 4);
    memcpy(&e.half[0], &half[0], 4);
    memcpy(&e.half[1], &half[1], 4);
    *e.pointer = 4; // expect: unproven global-write
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
