#include <pthread.h>
#include <stdio.h>

/* All of an array is lent to one task, while other elements were given to functions before. */
static void *add(void *argument)
{
    int *numbers = argument;
    for (int i = 1; i < 16; i++)
        numbers[0] += numbers[i];
    return NULL;
}

static void put(int *where, int n)
{
    *where = n;
}

int main(int argc, char **argv)
{
    int numbers[16];
    pthread_t t;
    (void)argv;
    for (int i = 0; i < 16; i++)
        put(&numbers[i], i * argc);
    if (pthread_create(&t, NULL, add, numbers) != 0)
        return 1;
    pthread_join(t, NULL);
    printf("%d\n", numbers[0]);
    return 0;
}
