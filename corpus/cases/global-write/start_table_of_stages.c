/* A constant table of stages, all started in a loop. */
#include <pthread.h>
#include <stddef.h>

static int last_line;

static void *read_stage(void *arg)
{
    return arg;
}

static void *write_stage(void *arg)
{
    last_line = 1; // expect: global-write
    // note: write_stage
    return arg;
}

static const struct {
    const char *name;
    void *(*run)(void *);
} stages[] = {{"read", read_stage}, {"write", write_stage}};

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, stages[i].run, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
