/* Assembly in the same file makes the function that the task calls; it ends up in C code that counts. */
#include <pthread.h>

static int total;

void bump(void)
{
    total++; // expect: unproven global-write
}

void hook(void);
__asm__(".globl hook\n.set hook, bump\n");

static void *worker(void *arg)
{
    int own = 1;
    hook(); // expect: unproven global-write
    own++;
    return own == 2 ? arg : NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
