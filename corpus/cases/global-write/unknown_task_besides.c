/* A thread whose function is not known runs besides the one that writes. */
#include <pthread.h>

void *pick(void);

static int count;

static void *work(void *arg)
{
    count++; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    void *function = pick();                                     // expect: unproven global-write
    pthread_create(&b, NULL, (void *(*)(void *))function, NULL); // expect: unproven global-write
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
