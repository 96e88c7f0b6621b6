/* The ring's head is static: every object in it can be seen. */
#include <pthread.h>
#include <stddef.h>

struct list {
    struct list *next, *prev;
};

#define container(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

struct job {
    int number;
    struct list link;
    int result;
};

static struct list jobs = {&jobs, &jobs};

static void *worker(void *arg)
{
    for (struct list *p = jobs.next; p != &jobs; p = p->next) {
        struct job *j = container(p, struct job, link);
        j->result = j->number * 2; // expect: global-write
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    static struct job first = {1, {&jobs, &jobs}, 0};
    jobs.next = jobs.prev = &first.link;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return first.result;
}
