/* What stands behind setjmp may be executed again: there are two readers, and one is joined; or two rounds of them. And a
 * library's callback may have started one before it leaves by longjmp. */
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdlib.h>

static int limit, rounds_limit, sorted_limit;
static jmp_buf again;

static void *reader(void *argument)
{
    return limit == 0 ? argument : NULL;
}

static void *other_reader(void *argument)
{
    return rounds_limit == 0 ? argument : NULL;
}

static void *third_reader(void *argument)
{
    return sorted_limit == 0 ? argument : NULL;
}

static void all_again(void)
{
    pthread_t threads[4];
    volatile int rounds = 0;
    setjmp(again);
    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, other_reader, NULL) != 0)
            abort();
    if (rounds++ < 1)
        longjmp(again, 1);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    rounds_limit = 1; // expect: unproven global-write
}

static int compare(const void *a, const void *b)
{
    pthread_t thread;
    if (a != b && pthread_create(&thread, NULL, third_reader, NULL) == 0)
        longjmp(again, 1);
    return 0;
}

static void sort(void)
{
    int numbers[3] = {3, 2, 1};
    if (setjmp(again) == 0)
        qsort(numbers, 3, sizeof *numbers, compare);
    sorted_limit = 1; // expect: unproven global-write
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
    all_again();
    sort();
    return 0;
}
