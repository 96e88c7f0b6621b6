/* A copy of a tree's root leads to the same nodes: the functions for trees change them, and return
 * them. */
#define _GNU_SOURCE
#include <pthread.h>
#include <search.h>
#include <stdlib.h>

struct item {
    int key, uses;
};

static void *root;

static int by_key(const void *x, const void *y)
{
    const struct item *a = x, *b = y;
    return (a->key > b->key) - (a->key < b->key);
}

static void *inserts(void *argument)
{
    void *copy = root;
    struct item *mine = calloc(1, sizeof *mine);
    if (mine == NULL)
        return argument;
    mine->key = 7;
    tsearch(mine, &copy, by_key); // expect: global-write
    struct item wanted = {.key = 1};
    tdelete(&wanted, &copy, by_key); // expect: unproven global-write
    return argument;
}

static void *finds(void *argument)
{
    void *copy = root;
    struct item wanted = {.key = 1}, **node = tfind(&wanted, &copy, by_key);
    if (node != NULL)
        *node = NULL; // expect: global-write
    return argument;
}

static void *its_own(void *argument)
{
    void *tree = NULL;
    for (int i = 0; i < 3; i++) {
        struct item *new = calloc(1, sizeof *new);
        if (new == NULL)
            return argument;
        new->key = i;
        struct item **node = tsearch(new, &tree, by_key);
        if (node != NULL)
            (*node)->uses++;
    }
    struct item wanted = {.key = 1}, **node = tfind(&wanted, &tree, by_key);
    if (node != NULL) {
        struct item *found = *node;
        tdelete(&wanted, &tree, by_key);
        free(found);
    }
    tdestroy(tree, free);
    return argument;
}

int main(void)
{
    pthread_t threads[3];
    static struct item first = {.key = 1};
    tsearch(&first, &root, by_key);
    pthread_create(&threads[0], NULL, inserts, NULL);
    pthread_create(&threads[1], NULL, finds, NULL);
    pthread_create(&threads[2], NULL, its_own, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return first.uses;
}
