/* The same with a global: the pair of pointers carries it to the write. */
#include <pthread.h>

struct span {
    char *begin, *end;
};

static char page[64];

static struct span span_of(char *s, int n)
{
    return (struct span){s, s + n};
}

static void fill(struct span s, char c)
{
    while (s.begin < s.end)
        *s.begin++ = c; // expect: global-write
    // note: page
}

static void *worker(void *arg)
{
    char buf[32];
    fill(span_of(buf, 32), 'x');
    fill(span_of(page, 64), ' ');
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
