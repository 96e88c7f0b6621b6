/* The same list, only read. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};

static struct node *head;

static int sum_list(const struct node *n)
{
    int sum = 0;
    for (; n; n = n->next)
        sum += n->value;
    return sum;
}

static void *worker(void *arg)
{
    *(int *)arg = sum_list(head);
    return 0;
}

int main(void)
{
    pthread_t t;
    int sum;
    for (int i = 0; i < 5; i++) {
        struct node *n = malloc(sizeof *n);
        if (!n)
            return 1;
        n->value = i;
        n->next = head;
        head = n;
    }
    if (pthread_create(&t, NULL, worker, &sum) != 0)
        return 1;
    pthread_join(t, NULL);
    return sum;
}
