/* What stands behind setjmp may be executed again: there are two readers, and one is joined. */
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>

static int limit;
static jmp_buf again;

static void *reader(void *argument)
{
    return limit == 0 ? argument : NULL;
}

int main(void)
{
    pthread_t thread;
    volatile int rounds = 0;
    setjmp(again);
    if (pthread_create(&thread, NULL, reader, NULL) != 0)
        return 1;
    if (rounds++ < 1)
        longjmp(again, 1);
    pthread_join(thread, NULL);
    limit = 1; // expect: unproven global-write
    return 0;
}
