/* The functions of a stream run in the task that uses it. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>

static int writes, shared;

struct sink {
    int *counter;
};

static ssize_t put(void *cookie, const char *bytes, size_t n)
{
    struct sink *s = cookie;
    s->counter = &shared; // expect: unproven global-write
    writes += bytes[0];   // expect: global-write
    return (ssize_t)n;
}

static void *worker(void *arg)
{
    int mine = 0;
    struct sink s = {&mine};
    FILE *f = fopencookie(&s, "w", (cookie_io_functions_t){.write = put});
    if (f == NULL)
        return arg;
    fputs("a", f);
    fflush(f);
    *s.counter = 1; // expect: unproven global-write
    fclose(f);
    return NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
