/* A library's two versions of a function and of a variable, said in assembly. What has no version is as before. */
#include <pthread.h>

int mode_1, plain;
extern int mode;
__asm__(".symver mode_1, mode@@LIB_1");

static void *worker(void *arg)
{
    *(int *)arg = mode_1 + plain;
    return arg;
}

int main(void)
{
    pthread_t t;
    int sum = 0;
    if (pthread_create(&t, NULL, worker, &sum) != 0)
        return 1;
    mode = 1;  // expect: unproven global-write
    plain = 1; // expect: global-write
    pthread_join(t, NULL);
    return sum;
}
