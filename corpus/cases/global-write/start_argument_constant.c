/* What a task is started with is known where it is a constant: a branch that needs another one is not taken. */
#include <pthread.h>
#include <stdint.h>
#include <stddef.h>

static int common;

static void *only_null(void *arg)
{
    if (arg != NULL)
        common = 1; // expect: unproven global-write
    return arg;
}

static void *numbered(void *arg)
{
    int which = (int)(intptr_t)arg;
    if (which == 1)
        common = 2; // expect: global-write
    if (which == 3)
        common = 3; // expect: unproven global-write
    return arg;
}

static void add(int n)
{
    if (n > 0)
        common += n; // expect: global-write
}

static void *both(void *arg)
{
    add(arg != NULL);
    return arg;
}

int main(void)
{
    pthread_t t[5];
    pthread_create(&t[0], NULL, only_null, NULL);
    pthread_create(&t[1], NULL, numbered, (void *)1);
    pthread_create(&t[2], NULL, numbered, (void *)2);
    pthread_create(&t[3], NULL, both, NULL);
    pthread_create(&t[4], NULL, both, &t);
    for (int i = 0; i < 5; i++)
        pthread_join(t[i], NULL);
    return common;
}
