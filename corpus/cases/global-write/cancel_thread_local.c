/* A clean-up handler looks into a thread-local variable: it finds there what a function had stored
 * that was left in its middle, by pthread_exit, by longjmp out of a comparison, or, where a thread
 * may be cancelled at any point, between two statements. */
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>

static int total;
static _Thread_local int *at, *kept, *counted;

static void clean(void *arg)
{
    *at = 1; // expect: global-write
    (void)arg;
}

static void *cancelled(void *arg)
{
    int own = 0;
    at = &own;
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    pthread_cleanup_push(clean, NULL);
    for (int i = 0; i < 1000; i++) {
        at = &total; // expect: unproven global-write
        at = &own; // expect: unproven global-write
    }
    pthread_cleanup_pop(0);
    return arg;
}

static void clean_kept(void *arg)
{
    *kept = 1; // expect: unproven global-write
    (void)arg;
}

static void leave(void)
{
    kept = &total;
    pthread_exit(NULL);
}

static void *leaves(void *arg)
{
    int own = 0;
    kept = &own;
    pthread_cleanup_push(clean_kept, NULL);
    leave();
    pthread_cleanup_pop(0);
    return arg;
}

static _Thread_local jmp_buf back;

static int compare(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    counted = &total;
    if (x == y)
        longjmp(back, 1);
    return x < y ? -1 : 1;
}

static void *sorts(void *arg)
{
    int numbers[] = {3, 1, 3}, own = 0;
    counted = &own;
    if (setjmp(back) == 0) { // expect: unproven global-write
        qsort(numbers, 3, sizeof *numbers, compare);
        counted = &own; // expect: unproven global-write
    }
    *counted = 1; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t[3];
    if (pthread_create(&t[0], NULL, cancelled, NULL) != 0 ||
        pthread_create(&t[1], NULL, leaves, NULL) != 0 ||
        pthread_create(&t[2], NULL, sorts, NULL) != 0)
        return 1;
    pthread_cancel(t[0]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
