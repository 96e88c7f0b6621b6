/* What comes back to setjmp has not executed once more what stands in front of it: the object is the same one, and
 * what was put into it is there. */
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>

static int *shown;

static void *worker(void *arg)
{
    jmp_buf back;
    int *own = calloc(1, sizeof *own), **kept = malloc(sizeof(int *));
    if (!own || !kept)
        abort();
    *kept = NULL;
    if (setjmp(back) == 0) {
        *kept = own;
        longjmp(back, 1);
    }
    shown = *kept; // expect: global-write
    *own = 1;      // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return *shown;
}
