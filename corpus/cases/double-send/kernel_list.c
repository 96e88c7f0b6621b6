/* An intrusive list with list_del(): each job is taken off the list before it is sent. */
// xfail: nodes of a list built in a loop are not told apart
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct link {
    struct link *next, *prev;
};
struct job {
    struct link link;
    int number;
};

static void list_add(struct link *l, struct link *head)
{
    l->next = head->next;
    l->prev = head;
    head->next->prev = l;
    head->next = l;
}

static void list_del(struct link *l)
{
    l->next->prev = l->prev;
    l->prev->next = l->next;
    l->next = l->prev = NULL;
}

FBP_TASK void produce(struct queue *out)
{
    struct link head = {&head, &head};
    for (int i = 0; i < 10; i++) {
        struct job *j = calloc(1, sizeof *j);
        if (j == NULL)
            break;
        j->number = i;
        list_add(&j->link, &head);
    }
    while (head.next != &head) {
        struct job *j = (struct job *)head.next;
        list_del(&j->link);
        q_send(out, j);
    }
}
