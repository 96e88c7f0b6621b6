/* A helper is given an array of numbers, and gives its tasks one number each. */
#include <pthread.h>

static int numbers[4], whole[4];

static void *count(void *arg)
{
    int *n = arg;
    n[0]++; // expect: unproven global-write
    n[1]++; // expect: unproven global-write
    return arg;
}

static void *fill(void *arg)
{
    int *n = arg;
    for (int i = 0; i < 4; i++)
        n[i]++;
    return arg;
}

static void launch_each(int *n)
{
    pthread_t t;
    pthread_create(&t, NULL, count, &n[1]);
    pthread_join(t, NULL);
}

static void launch(int *n)
{
    pthread_t t;
    pthread_create(&t, NULL, fill, n);
    pthread_join(t, NULL);
}

int main(void)
{
    launch_each(numbers);
    launch(whole);
    return numbers[0] + whole[0];
}
