/* Assembly gives a static variable a second name, by which main sets it while a task reads it by the first. Another
 * variable is none of its business. */
#include <pthread.h>

static int level, other;
extern int set_level_here;
__asm__(".globl set_level_here\n.set set_level_here, level\n");

static void *worker(void *arg)
{
    *(int *)arg = level + other;
    return arg;
}

int main(void)
{
    pthread_t t;
    int sum = 0;
    other = 1;
    set_level_here = 2;
    if (pthread_create(&t, NULL, worker, &sum) != 0)
        return 1;
    set_level_here = 3; // expect: unproven global-write
    pthread_join(t, NULL);
    set_level_here = 4;
    return sum;
}
