/* A task that splits its work between two tasks of its own. */
#include <pthread.h>

struct range {
    const int *v;
    int n;
    long sum;
};

static const int numbers[8] = {1, 2, 3, 4, 5, 6, 7, 8};

static void *add_up(void *arg)
{
    struct range *r = arg;
    for (int i = 0; i < r->n; i++) // expect: unproven use-after-send
        r->sum += r->v[i]; // expect: unproven use-after-send
    return 0;
}

static void *split(void *arg)
{
    struct range *whole = arg;
    struct range half[2] = {{whole->v, whole->n / 2, 0},
                            {whole->v + whole->n / 2, whole->n - whole->n / 2, 0}};
    pthread_t t;
    if (pthread_create(&t, NULL, add_up, &half[0]) != 0)
        return 0;
    add_up(&half[1]);
    pthread_join(t, NULL);
    whole->sum = half[0].sum + half[1].sum;
    return 0;
}

int main(void)
{
    pthread_t t;
    struct range all = {numbers, 8, 0};
    if (pthread_create(&t, NULL, split, &all) != 0)
        return 1;
    pthread_join(t, NULL);
    return (int)all.sum;
}
