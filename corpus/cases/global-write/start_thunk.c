/* launch(fn, arg) starts whatever it is given. */
#include <pthread.h>
#include <stdlib.h>

static int errors;

static void launch(void *(*fn)(void *), void *arg)
{
    pthread_t t;
    if (pthread_create(&t, NULL, fn, arg) != 0)
        abort();
    pthread_detach(t);
}

static void *reader(void *arg)
{
    int *n = arg;
    ++*n;
    return 0;
}

static void *writer(void *arg)
{
    errors++; // expect: global-write
    // note: writer
    return arg;
}

int main(void)
{
    static int reads;
    launch(reader, &reads);
    launch(writer, NULL);
    pthread_exit(NULL);
}
