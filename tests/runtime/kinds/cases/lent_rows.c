// trap: use-after-send
#include "queue.h"

struct rows {
    const int *from;
    int n;
    long sum;
};

static void *add(void *argument)
{
    struct rows *r = argument;
    for (int i = 0; i < r->n; i++)
        r->sum += r->from[i];
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    int numbers[200];
    for (int i = 0; i < 200; i++)
        numbers[i] = i;
    struct rows parts[2] = {{numbers, 100, 0}, {numbers + 100, 100, 0}};
    pthread_t helper;
    if (pthread_create(&helper, NULL, add, &parts[1]) != 0)
        return 1;
    add(&parts[0]);
    long early = argc > 1 ? parts[1].sum : 0; // trap
    pthread_join(helper, NULL);
    printf("%ld\n", parts[0].sum + parts[1].sum - early);
    return 0;
}
