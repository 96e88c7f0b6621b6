/* The kind and the pointer come from one initialiser: where the kind is tested, it is not the global that is written. */
#include <pthread.h>
#include <stdlib.h>

enum kind { STORE, SKIP };

struct command {
    enum kind kind;
    int *to;
};

static int total;

static void run(const struct command *c)
{
    switch (c->kind) {
    case STORE:
        *c->to = 1; // expect: unproven global-write
        break;
    case SKIP:
        break;
    }
}

static void *worker(void *argument)
{
    struct command skipped = {SKIP, &total}, stored = {STORE, argument};
    run(&skipped);
    run(&stored);
    return argument;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, calloc(1, sizeof(int)));
    pthread_join(t, NULL);
    return total;
}
