/* A task that is cancelled may have ended at any call: with what it had started and linked by then. */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

struct node {
    struct node *next;
    int value;
};

static int limit;
static struct node shared;

static void *reader(void *argument)
{
    return limit == 0 && shared.value == 0 ? argument : NULL;
}

static void *starts_and_joins(void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, reader, argument) != 0)
        return NULL;
    sleep(1);
    pthread_join(thread, NULL);
    return argument;
}

static void *links_for_a_while(void *argument)
{
    struct node *node = argument, *before = node->next;
    node->next = &shared;
    sleep(1);
    node->next = before;
    return NULL;
}

int main(void)
{
    pthread_t first, second;
    struct node inner = {NULL, 0}, own = {&inner, 0};
    if (pthread_create(&first, NULL, starts_and_joins, NULL) != 0)
        return 1;
    pthread_cancel(first);
    pthread_join(first, NULL);
    limit = 1; // expect: unproven global-write
    if (pthread_create(&second, NULL, links_for_a_while, &own) != 0)
        return 1;
    pthread_cancel(second);
    pthread_join(second, NULL);
    own.next->value = 1; // expect: unproven global-write
    return 0;
}
