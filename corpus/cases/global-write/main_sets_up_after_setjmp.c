/* Clean: setjmp gives zero once, before the task is started; what comes after a longjmp takes the
 * other branch. */
// xfail: that setjmp gives zero only when it is called is not known
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf failed;
static int step;

static void *reader(void *arg)
{
    *(int *)arg = step;
    return NULL;
}

static int run(void)
{
    pthread_t t;
    int got = 0;
    if (pthread_create(&t, NULL, reader, &got) != 0)
        longjmp(failed, 1);
    pthread_join(t, NULL);
    return got;
}

int main(void)
{
    if (setjmp(failed) != 0)
        return EXIT_FAILURE;
    step = 1;
    return run() == 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
