/* Several writes in one expression: assignments in a row, comma, conditional operator on the left. */
#include <pthread.h>

static int a, b;

static void *worker(void *arg)
{
    int x, y;
    x = y = 3;
    *(x > 2 ? &x : &y) = 4;
    a = b = x; // expect: global-write
    (void)(x++, b = y); // expect: global-write
    *(x > 2 ? &a : &b) = 4; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
