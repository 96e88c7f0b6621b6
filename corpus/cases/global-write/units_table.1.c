/* Handlers in a table that another unit defines, with functions of a third one. */
#include <pthread.h>

struct handler {
    char letter;
    int (*run)(int);
};

extern const struct handler handlers[];

static int dispatch(char letter, int n)
{
    for (const struct handler *h = handlers; h->run; h++)
        if (h->letter == letter)
            return h->run(n);
    return 0;
}

static void *worker(void *arg)
{
    const char *p = arg;
    int n = 0;
    while (*p)
        n = dispatch(*p++, n);
    return n ? arg : 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "abc") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
