/* What was stored before the longjmp is there when setjmp returns again. */
#include <pthread.h>
#include <setjmp.h>

static int total;

static void *worker(void *arg)
{
    jmp_buf again;
    int mine;
    int *volatile p = &mine;
    if (setjmp(again)) {
        *p = 1; // expect: unproven global-write
        return arg;
    }
    p = &total;
    longjmp(again, 1);
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return total;
}
