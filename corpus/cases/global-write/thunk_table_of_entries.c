/* One start for all entries of a table: which function it is, and with what, is not known. */
#include <pthread.h>
#include <stdlib.h>

struct entry {
    void (*run)(void *);
    void *arg;
};

static int served;

static void serve(void *arg)
{
    int *n = malloc(sizeof *n);
    if (n)
        *n = *(const int *)arg;
    free(n);
}

static void log_it(void *arg)
{
    (void)arg;
    served++; // expect: global-write
    // note: task 'enter'
}

static const struct entry table[] = {{serve, &served}, {log_it, NULL}};

static void *enter(void *p)
{
    const struct entry *e = p;
    e->run(e->arg);
    return NULL;
}

int main(void)
{
    for (int i = 0; i < 2; i++) {
        pthread_t t;
        if (pthread_create(&t, NULL, enter, (void *)&table[i]) != 0)
            abort();
        pthread_detach(t);
    }
    pthread_exit(NULL);
}
