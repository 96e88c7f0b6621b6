/* A static context, lent to the only task that knows it. */
#include <pthread.h>
#include <string.h>

struct context {
    char line[80];
    int count;
};

static struct context ctx;

static void add_line(struct context *c, const char *s)
{
    strncpy(c->line, s, sizeof c->line - 1);
    c->count++;
}

static void *worker(void *arg)
{
    struct context *c = arg;
    add_line(c, "one");
    add_line(c, "two");
    return 0;
}

int main(void)
{
    pthread_t t;
    ctx.count = 5;
    if (pthread_create(&t, NULL, worker, &ctx) != 0)
        return 1;
    pthread_join(t, NULL);
    return ctx.count;
}
