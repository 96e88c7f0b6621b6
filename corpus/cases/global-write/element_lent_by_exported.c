/* An element of a static array is lent, and an exported function that nobody calls would lend elements of any array to the
 * same task. What it would be given is not known: so the array may be global, and is not surely. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct cell {
    int value;
};

struct pair {
    struct cell *first, *second;
};

static struct pair pairs[4];

static void *work(void *argument)
{
    struct pair *p = argument;
    if (p->second != NULL)
        p->second->value = 1; // expect: unproven global-write
    memset(p, 0, sizeof *p); // expect: unproven global-write
    return NULL;
}

static void start(pthread_t *thread, void *(*run)(void *), struct pair *p)
{
    if (pthread_create(thread, NULL, run, p) != 0) // expect: unproven frozen-write
        exit(1);
}

void lend(struct pair *p)
{
    pthread_t thread;
    start(&thread, work, &p[1]);
    pthread_join(thread, NULL);
}

int main(void)
{
    pthread_t thread;
    pairs[0].first = calloc(1, sizeof *pairs[0].first);
    pairs[3].second = pairs[0].first;
    start(&thread, work, &pairs[2]);
    pthread_join(thread, NULL);
    return 0;
}
