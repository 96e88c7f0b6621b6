/* A constant table of functions: one of them writes a global. */
#include <pthread.h>
#include <string.h>

static int verbose;

struct command {
    const char *name;
    int (*run)(int);
};

static int cmd_double(int n)
{
    return 2 * n;
}

static int cmd_verbose(int n)
{
    verbose = n; // expect: global-write
    // note: dispatch
    return 0;
}

static const struct command commands[] = {{"double", cmd_double}, {"verbose", cmd_verbose}};

static int dispatch(const char *name, int n)
{
    for (unsigned i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, name) == 0)
            return commands[i].run(n);
    return -1;
}

static void *worker(void *arg)
{
    dispatch("double", 4);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
