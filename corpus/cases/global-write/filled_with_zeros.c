/* A page was just filled with zeros, so no flag is set on the records in it; of another page nothing is known. */
#include <pthread.h>
#include <string.h>

struct record {
    int flags, n;
};

static int chunked, plain;

static void put_chunked(void)
{
    chunked++; // expect: unproven global-write
}

static void put(struct record *r)
{
    if (r->flags & 1)
        put_chunked();
}

static void put_other(struct record *r)
{
    if (r->flags & 1)
        plain++; // expect: global-write
}

static void split(struct record *page, int n)
{
    for (int i = 0; i < n; i++) {
        put(page);
        page++;
    }
}

static void *worker(void *arg)
{
    struct record *page = arg;
    put_other(page);
    memset(page, 0, 4 * sizeof *page);
    split(page, 4);
    return arg;
}

int main(void)
{
    pthread_t t;
    struct record page[4] = {{1, 0}};
    put(page);
    if (pthread_create(&t, NULL, worker, page) != 0)
        return 1;
    pthread_join(t, NULL);
    return chunked + plain;
}
