/* An array of numbers that one task is given as a whole, and one that is given number by number. */
#include <pthread.h>

static int whole[40], each[4];

static void *fill(void *arg)
{
    int *n = arg;
    for (int i = 0; i < 40; i++)
        n[i]++;
    return arg;
}

static void *count(void *arg)
{
    int *n = arg;
    n[0]++;
    n[-1]++; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t[4];
    pthread_create(&t[0], NULL, fill, whole);
    pthread_join(t[0], NULL);
    for (int i = 1; i < 4; i++)
        pthread_create(&t[i], NULL, count, &each[i]);
    for (int i = 1; i < 4; i++)
        pthread_join(t[i], NULL);
    return whole[0] + each[0];
}
