/* A static object that a task reaches by name is not lent: the write through the argument is one to a global. */
#include <pthread.h>

struct worker {
    int id;
    long handled;
};

static struct worker workers[2];

static long everybody(void)
{
    long n = 0;
    for (int i = 0; i < 2; i++)
        n += workers[i].handled;
    return n;
}

static void *run(void *arg)
{
    struct worker *w = arg;
    while (everybody() < 1000)
        w->handled++; // expect: global-write
    // note: workers
    return 0;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, run, &workers[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
