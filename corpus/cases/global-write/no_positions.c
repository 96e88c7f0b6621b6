/* Helpers without source positions (`nodebug`, as clang's headers for SIMD instructions are): what
 * they write is reported at the call, and each call is a place by itself, judged by what it
 * passes. One is called by another, one calls itself, and one is called through a pointer. */
#include <pthread.h>

#define NO_POSITIONS __attribute__((nodebug, noinline))

static int total[2], extra[2], depths, last;

static NO_POSITIONS void set(int *where, int value)
{
    where[0] = value;
    where[1] = value;
}

static NO_POSITIONS void set_through(int *where)
{
    set(where, 3);
}

static NO_POSITIONS void descend(int n)
{
    depths = n;
    if (n > 0)
        descend(n - 1);
}

static NO_POSITIONS void remember(int n)
{
    last = n;
}

static void (*const hook)(int) = remember;

static void *work(void *arg)
{
    int own[2];
    set(own, 1);
    set(total, 1); // expect: global-write
                   // note: 'set' is called here by 'work'
    set(extra, 2); // expect: global-write
    set_through(own);
    set_through(total); // expect: global-write
                        // note: 'set' is called here by 'set_through'
    descend(own[0]);    // expect: global-write
    hook(own[1]);       // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    return total[0] + extra[0] + depths + last;
}
