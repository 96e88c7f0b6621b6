/* A task that ends by pthread_exit or thrd_exit has done all that it did before: started others, linked what it was given. */
#include <pthread.h>
#include <stddef.h>

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

static void *starts(void *argument)
{
    pthread_t thread;
    pthread_create(&thread, NULL, reader, argument);
    pthread_exit(NULL);
}

static void leave(struct node *node)
{
    node->next = &shared;
    pthread_exit(NULL);
}

static void *links(void *argument)
{
    leave(argument);
    return NULL;
}

static void *returns(void *argument)
{
    if (argument != NULL)
        pthread_exit(&shared);
    return NULL;
}

static void *harmless(void *argument)
{
    struct node *mine = argument;
    mine->value = 1;
    pthread_exit(argument);
}

int main(void)
{
    pthread_t thread;
    struct node own = {NULL, 0}, inner = {NULL, 0}, kept = {&inner, 0};
    void *result = NULL;
    own.next = &inner;
    if (pthread_create(&thread, NULL, harmless, &kept) == 0)
        pthread_join(thread, NULL);
    limit = 1;
    kept.next->value = 1;
    if (pthread_create(&thread, NULL, starts, NULL) == 0)
        pthread_join(thread, NULL);
    limit = 2; // expect: unproven global-write
    if (pthread_create(&thread, NULL, links, &own) == 0)
        pthread_join(thread, NULL);
    own.next->value = 1; // expect: unproven global-write
    if (pthread_create(&thread, NULL, returns, &own) == 0)
        pthread_join(thread, &result);
    if (result != NULL)
        ((struct node *)result)->value = 1; // expect: unproven global-write
    return 0;
}
