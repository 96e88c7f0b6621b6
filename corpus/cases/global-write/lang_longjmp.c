/* setjmp into a buffer on the stack, and into a global one. */
#include <pthread.h>
#include <setjmp.h>

static jmp_buf common;

static void fail(jmp_buf where)
{
    longjmp(where, 1);
}

static void *worker(void *arg)
{
    jmp_buf mine;
    if (setjmp(mine) == 0)
        fail(mine);
    if (setjmp(common)) // expect: global-write
        return arg;
    return 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
