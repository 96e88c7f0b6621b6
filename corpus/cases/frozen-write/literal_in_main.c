/* A constant is immutable for main, too. */
// xfail: unproven: that the pointer in the global still refers to the literal is not known
#include <pthread.h>
#include <stdio.h>

static char *title = "numbers";

static void *worker(void *arg)
{
    puts(title);
    return arg;
}

int main(void)
{
    pthread_t t;
    title[0] = 'N'; // expect: frozen-write
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
