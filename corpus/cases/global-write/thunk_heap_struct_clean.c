/* The same, each user with memory of its own: heap blocks, a local of main. */
#include <pthread.h>
#include <stdlib.h>

struct call {
    void (*fn)(void *);
    void *arg;
};

struct counter {
    int n, limit;
};

static void *enter(void *p)
{
    struct call *c = p;
    c->fn(c->arg);
    free(c);
    return NULL;
}

static pthread_t launch(void (*fn)(void *), void *arg)
{
    pthread_t t;
    struct call *c = malloc(sizeof *c);
    if (!c)
        abort();
    c->fn = fn;
    c->arg = arg;
    if (pthread_create(&t, NULL, enter, c) != 0)
        abort();
    return t;
}

static void count_up(void *arg)
{
    ((struct counter *)arg)->n++;
}

static void count_down(void *arg)
{
    struct counter *c = arg;
    c->n = c->limit;
    while (c->n > 0)
        c->n--;
    free(c);
}

static void fill(void *arg)
{
    char *text = arg;
    text[0] = 'x';
}

int main(void)
{
    struct counter c = {0, 0};
    char text[8];
    pthread_t a = launch(count_up, &c);
    pthread_t b = launch(count_down, calloc(1, sizeof(struct counter)));
    pthread_t d = launch(fill, text);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(d, NULL);
    return c.n;
}
