/* A library function keeps nothing of what it is given, but calls back with it: the callback keeps it. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int visits;
};

FBP_BORROWS(1) void library_walk(struct node *list, void (*visit)(struct node *));

static struct node *last;

static void remember(struct node *n)
{
    last = n; // expect: unproven global-write
}

static void *worker(void *argument)
{
    struct node *list = calloc(1, sizeof *list);
    library_walk(list, remember); // expect: unproven global-write
    list->visits = 1;             // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    return last != NULL;
}
