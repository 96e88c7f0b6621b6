/* An intrusive list of the task's own items. */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

struct link {
    struct link *next;
};
struct item {
    int value;
    struct link link;
};

static void *worker(void *arg)
{
    struct link *head = NULL;
    for (int i = 0; i < 4; i++) {
        struct item *it = malloc(sizeof *it);
        if (!it)
            break;
        it->value = i;
        it->link.next = head;
        head = &it->link;
    }
    while (head) {
        struct item *it = container_of(head, struct item, link);
        head = head->next;
        it->value = 0;
        free(it);
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
