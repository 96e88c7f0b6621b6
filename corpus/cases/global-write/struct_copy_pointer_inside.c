/* The copy of a struct is private, what a pointer in it refers to is not. */
#include <pthread.h>

struct entry {
    int hits;
    int *owner_hits;
};

static int owner;
static struct entry entries[4] = {{0, &owner}, {0, &owner}, {0, &owner}, {0, &owner}};

static void *worker(void *arg)
{
    int i = *(int *)arg;
    struct entry e = entries[i & 3];
    e.hits++;
    (*e.owner_hits)++; // expect: global-write
    return 0;
}

int main(void)
{
    pthread_t t;
    int which = 2;
    if (pthread_create(&t, NULL, worker, &which) != 0)
        return 1;
    pthread_join(t, NULL);
    return owner;
}
