/* A doubly linked ring with a cycle through its head. */
#include <pthread.h>
#include <stdlib.h>

struct ring {
    struct ring *next, *prev;
    int n;
};

static void ring_init(struct ring *r)
{
    r->next = r->prev = r;
    r->n = 0;
}

static void ring_add(struct ring *head, struct ring *r)
{
    r->prev = head->prev;
    r->next = head;
    head->prev->next = r;
    head->prev = r;
}

static void ring_remove(struct ring *r)
{
    r->prev->next = r->next;
    r->next->prev = r->prev;
}

static void *worker(void *arg)
{
    struct ring head;
    ring_init(&head);
    for (int i = 0; i < 3; i++) {
        struct ring *r = malloc(sizeof *r);
        if (!r)
            break;
        r->n = i;
        ring_add(&head, r);
    }
    while (head.next != &head) {
        struct ring *r = head.next;
        r->n++;
        ring_remove(r);
        free(r);
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
