// A9-shared full -O1: use-after-send
#include "queue.h"

struct counted {
    int users FBP_SHARED("a counter for people");
    int n;
};

static void *task(void *arg)
{
    struct counted *c = arg;
    c->users++;
    c->n++;
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct counted *c = calloc(1, sizeof *c);
    if (c == NULL || pthread_create(&t, NULL, task, c) != 0)
        return 1;
    c->users += 2;
    c->n = 5; // here
    pthread_join(t, NULL);
    return 0;
}
