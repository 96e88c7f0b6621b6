/* A task launches further tasks of its own kind, and of another: copies come to an end. */
#include <pthread.h>
#include <stdlib.h>

struct call {
    void (*fn)(void *);
    void *arg;
};

static int leaves;

static void *enter(void *p)
{
    struct call *c = p;
    c->fn(c->arg);
    free(c);
    return NULL;
}

static pthread_t launch(void (*fn)(void *), void *arg)
{
    pthread_t t;
    struct call *c = malloc(sizeof *c);
    if (!c)
        abort();
    c->fn = fn;
    c->arg = arg;
    if (pthread_create(&t, NULL, enter, c) != 0)
        abort();
    return t;
}

static void leaf(void *arg)
{
    free(arg);
    leaves++; // expect: global-write
    // note: task 'leaf' writes global 'leaves'
}

static void tree(void *arg)
{
    int *depth = arg;
    if (*depth > 0) {
        int *left = malloc(sizeof *left);
        if (!left)
            abort();
        *left = *depth - 1;
        pthread_join(launch(tree, left), NULL);
    } else {
        pthread_join(launch(leaf, malloc(1)), NULL);
    }
    free(depth);
}

int main(void)
{
    int *depth = malloc(sizeof *depth);
    if (!depth)
        return 1;
    *depth = 3;
    pthread_join(launch(tree, depth), NULL);
    return 0;
}
