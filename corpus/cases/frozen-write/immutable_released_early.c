/* A function of the program's own frees an immutable object, and nobody said that it may. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_IMMUTABLE route {
    int hops;
    int cost[8];
};

static struct route *route_find(int to)
{
    struct route *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->hops = 1;
    r->cost[0] = to;
    return r;
}

static void route_drop(struct route *r)
{
    free(r); // expect: frozen-write
    // note: in front of the definition of 'route_drop'
}

static void *worker(void *argument)
{
    struct route *r = route_find(*(int *)argument);
    if (r == NULL)
        return NULL;
    route_drop(r);
    return NULL;
}

int main(void)
{
    pthread_t t;
    int to = 7;
    if (pthread_create(&t, NULL, worker, &to) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
