/* An element of a global list is the task's argument: main can still find it in the list. */
#include <pthread.h>
#include <stdlib.h>

struct order {
    struct order *next;
    int amount, price;
};

static struct order *open_orders;

static void *fill(void *argument)
{
    struct order *o = argument;
    o->price = o->amount * 3; // expect: global-write
    // note: take what 'o' points to out of 'open_orders' before the task starts
    return NULL;
}

static int add(int amount)
{
    struct order *o = calloc(1, sizeof *o);
    if (o == NULL)
        return -1;
    o->amount = amount;
    o->next = open_orders;
    open_orders = o;
    return 0;
}

int main(void)
{
    pthread_t t;
    if (add(1) != 0 || add(2) != 0)
        return 1;
    if (pthread_create(&t, NULL, fill, open_orders) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
