/* A helper around pthread_once: which function it runs is said by who calls the helper. */
#include <pthread.h>

static pthread_once_t once_a = PTHREAD_ONCE_INIT, once_b = PTHREAD_ONCE_INIT;
static int a, b;

static void init_a(void)
{
    a = 1; // expect: global-write
    // note: 'init_a' is called here by 'pthread_once', which 'once' calls
}

static void init_b(void)
{
    b = 1; // expect: unproven global-write
}

static void once(pthread_once_t *guard, void (*f)(void))
{
    pthread_once(guard, f);
}

static void *worker(void *arg)
{
    once(&once_a, init_a);
    return arg;
}

int main(void)
{
    pthread_t t;
    once(&once_b, init_b);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return a + b;
}
