/* The kind and the pointer come from one initialiser: where the kind is tested, it is not the global that is written. */
#include <pthread.h>
#include <stdlib.h>

enum kind { STORE, SKIP };

struct command {
    enum kind kind;
    int *to;
    const char *name;
    long counts[2];
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
    struct command skipped = {SKIP, &total, "skipped", {0, 0}}, stored = {STORE, argument, "stored", {0, 0}};
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
