/* A library function keeps no reference to the list, but it may keep its nodes, and put others there. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

FBP_BORROWS(1) void library_sort(struct node *head);

static void *worker(void *argument)
{
    struct node head = {0}, *first = calloc(1, sizeof *first);
    head.next = first;
    library_sort(&head); // expect: unproven global-write
    head.value = 1;
    first->value = 1;     // expect: unproven global-write
    head.next->value = 2; // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    return 0;
}
