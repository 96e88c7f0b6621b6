/* A loop is closed: if it is the default one, the pointer to that is cleared. The task's own loop is not the default one; the loop
 * that another task fetches may be. */
#include <pthread.h>
#include <stdlib.h>

struct loop {
    int n;
};

static struct loop first_loop, *first = &first_loop, second_loop, *second = &second_loop;

static void close_first(struct loop *l)
{
    if (l == first)
        first = NULL; // expect: unproven global-write
}

static void close_second(struct loop *l)
{
    if (l == second)
        second = NULL; // expect: global-write
}

static struct loop *default_loop(void)
{
    return second;
}

static void *worker(void *arg)
{
    struct loop mine = {0}, *made = malloc(sizeof *made);
    close_first(&mine);
    close_first(made);
    close_second(default_loop());
    free(made);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    close_first(first);
    return 0;
}
