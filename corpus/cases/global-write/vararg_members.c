/* Callbacks come in as variadic arguments and go to two members of one type. Nobody sets the one that the task calls. */
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct daemon {
    void (*done)(void *, int *), (*closed)(void *, int *);
    int x;
};

static int completed;

static void on_done(void *cls, int *p)
{
    (void)cls;
    completed += *p; // expect: unproven global-write
}

static void on_close(void *cls, int *p)
{
    (void)cls;
    (void)p;
}

static void options(struct daemon *d, int option, ...)
{
    va_list v;
    va_start(v, option);
    if (option == 1)
        d->done = va_arg(v, void (*)(void *, int *));
    if (option == 2)
        d->closed = va_arg(v, void (*)(void *, int *));
    va_end(v);
}

static void *worker(void *arg)
{
    struct daemon *d = arg;
    int x = 0;
    if (d->closed != NULL)
        d->closed(d, &x);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct daemon *d = calloc(1, sizeof *d), *pool = malloc(2 * sizeof *d);
    if (d == NULL || pool == NULL)
        return 1;
    options(d, 1, on_done);
    options(d, 2, on_close);
    for (int i = 0; i < 2; i++) {
        memcpy(&pool[i], d, sizeof *d);
        if (pthread_create(&t, NULL, worker, &pool[i]) != 0)
            return 1;
    }
    pthread_join(t, NULL);
    return completed;
}
