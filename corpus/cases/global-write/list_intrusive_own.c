/* Linux's list: a ring of nodes inside the objects, the head on the task's stack. */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct list {
    struct list *next, *prev;
};

#define container(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

struct job {
    int number;
    struct list link;
    int result;
};

static void list_init(struct list *l)
{
    l->next = l->prev = l;
}

static void list_add(struct list *head, struct list *n)
{
    n->next = head;
    n->prev = head->prev;
    head->prev->next = n;
    head->prev = n;
}

static void list_del(struct list *n)
{
    n->prev->next = n->next;
    n->next->prev = n->prev;
}

static void *worker(void *arg)
{
    struct list jobs;
    list_init(&jobs);
    for (int i = 0; i < 8; i++) {
        struct job *j = malloc(sizeof *j);
        if (!j)
            break;
        j->number = i;
        list_add(&jobs, &j->link);
    }
    for (struct list *p = jobs.next; p != &jobs; p = p->next) {
        struct job *j = container(p, struct job, link);
        j->result = j->number * j->number;
    }
    while (jobs.next != &jobs) {
        struct job *j = container(jobs.next, struct job, link);
        list_del(&j->link);
        free(j);
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
