/* main lends a struct of its stack, the task writes it, main reads it after the join. */
#include <pthread.h>

struct job {
    const int *in;
    int n;
    long sum;
};

static const int numbers[] = {1, 2, 3, 4, 5, 6};

static void *worker(void *arg)
{
    struct job *j = arg;
    for (int i = 0; i < j->n; i++)
        j->sum += j->in[i];
    return 0;
}

int main(void)
{
    pthread_t a, b;
    struct job left = {numbers, 3, 0}, right = {numbers + 3, 3, 0};
    if (pthread_create(&a, NULL, worker, &left) != 0)
        return 1;
    if (pthread_create(&b, NULL, worker, &right) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return (int)(left.sum + right.sum);
}
