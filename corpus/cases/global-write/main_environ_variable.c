/* The environment as the variable that shows it: who reads `environ` reads what setenv changes. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

static void *lists(void *arg)
{
    for (char **e = environ; *e; e++)
        fputs(*e, stdout);
    return arg;
}

static void *asks(void *arg)
{
    puts(getenv("HOME"));
    return arg;
}

int main(void)
{
    static char *none[] = {NULL};
    pthread_t a, b;
    if (pthread_create(&a, NULL, lists, NULL) != 0)
        return 1;
    clearenv(); // expect: unproven global-write
    pthread_join(a, NULL);
    if (pthread_create(&b, NULL, asks, NULL) != 0)
        return 1;
    environ = none; // expect: unproven global-write
    pthread_join(b, NULL);
    return 0;
}
