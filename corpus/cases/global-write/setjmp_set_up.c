/* What main sets up when setjmp returns for the first time comes before any thread; what it does after a longjmp, and
 * after a call that starts one, does not. */
#include <pthread.h>
#include <setjmp.h>

static jmp_buf failed;
static int step, state, tries;

static void *reader(void *arg)
{
    return step + state + tries > *(int *)arg ? arg : NULL;
}

static int run(pthread_t *t, int *got)
{
    if (pthread_create(t, NULL, reader, got) != 0) // expect: unproven double-send
        return 1;
    if (*got > 3) // expect: unproven use-after-send
        longjmp(failed, 1);
    return 0;
}

int main(void)
{
    pthread_t t;
    static int got;
    if (setjmp(failed) == 0) {
        step = 1; // expect: unproven global-write
        if (run(&t, &got) != 0)
            return 1;
        state = 1; // expect: global-write
    } else {
        tries = 1; // expect: global-write
    }
    pthread_join(t, NULL);
    return got; // expect: unproven use-after-send
}
