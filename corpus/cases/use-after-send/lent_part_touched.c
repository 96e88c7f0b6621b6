/* What the argument leads to is lent with it. */
#include <pthread.h>
#include <stdlib.h>

struct task {
    int *numbers;
    int n;
};

static void *clear(void *arg)
{
    struct task *t = arg;
    for (int i = 0; i < t->n; i++)
        t->numbers[i] = 0;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int numbers[8] = {0};
    struct task task = {numbers, 8};
    if (pthread_create(&t, NULL, clear, &task) != 0)
        return 1;
    numbers[0] = 1; // expect: use-after-send
    pthread_join(t, NULL);
    return numbers[0];
}
