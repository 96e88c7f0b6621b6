/* A function stays one as a `void *`, as a number, in a union, byte by byte and in a copied struct. */
#include <pthread.h>
#include <stdint.h>
#include <string.h>

typedef void operation(void);

union word {
    uintptr_t number;
    void *pointer;
    operation *run;
};

struct pair {
    void *object;
    union word word;
};

static int by_copy, by_bytes, by_number;

static void copied(void)
{
    by_copy++; // expect: global-write
}

static void in_bytes(void)
{
    by_bytes++; // expect: unproven global-write
}

static void as_number(void)
{
    by_number++; // expect: global-write
}

static struct pair from, to;
static unsigned char bytes[sizeof(operation *)];
static union word number;

static void *work(void *arg)
{
    operation *run;
    to.word.run();
    memcpy(&run, bytes, sizeof run);
    run(); // expect: unproven global-write
    ((operation *)number.pointer)();
    return arg;
}

int main(void)
{
    pthread_t t;
    operation *run = in_bytes;
    from.word.pointer = (void *)copied;
    memcpy(&to, &from, sizeof to);
    for (unsigned i = 0; i < sizeof run; i++)
        bytes[i] = ((unsigned char *)&run)[i];
    number.number = (uintptr_t)as_number;
    return pthread_create(&t, NULL, work, NULL);
}
