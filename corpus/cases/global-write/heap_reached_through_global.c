/* A global list that main made: reading it is fine, marking its nodes is not. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    int value, visits;
    struct node *next;
};

static struct node *head;

static void *worker(void *arg)
{
    int sum = 0;
    for (struct node *n = head; n; n = n->next) {
        sum += n->value;
        n->visits++; // expect: global-write
        // note: head
    }
    *(int *)arg = sum;
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
        n->visits = 0;
        n->next = head;
        head = n;
    }
    if (pthread_create(&t, NULL, worker, &sum) != 0)
        return 1;
    pthread_join(t, NULL);
    return sum;
}
