/* A list that the task builds, walks, changes and frees. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};

static struct node *push(struct node *head, int value)
{
    struct node *n = malloc(sizeof *n);
    if (!n)
        abort();
    n->value = value;
    n->next = head;
    return n;
}

static struct node *reverse(struct node *head)
{
    struct node *done = NULL;
    while (head) {
        struct node *next = head->next;
        head->next = done;
        done = head;
        head = next;
    }
    return done;
}

static void *worker(void *arg)
{
    struct node *list = NULL;
    for (int i = 0; i < 10; i++)
        list = push(list, i);
    list = reverse(list);
    for (struct node *n = list; n; n = n->next)
        n->value *= 2;
    while (list) {
        struct node *next = list->next;
        free(list);
        list = next;
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
