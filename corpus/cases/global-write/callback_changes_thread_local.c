/* A callback that unknown code runs in the task gets at what the task keeps in thread-local variables. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

void event_loop(void (*on_event)(void));

static struct node shared;
static _Thread_local struct node *mine;

static void on_event(void)
{
    mine->next = &shared; // expect: unproven global-write
}

static void *job(void *argument)
{
    struct node *first = malloc(sizeof *first);
    if (first == NULL)
        return NULL;
    first->next = malloc(sizeof *first);
    if (first->next == NULL)
        return NULL;
    first->value = 0;
    mine = first;
    event_loop(on_event);   // expect: unproven global-write
    first->next->value = 1; // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, job, NULL);
    pthread_join(thread, NULL);
    return shared.value;
}
