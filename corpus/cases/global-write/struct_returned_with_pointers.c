/* A struct of two pointers comes back in registers; both are the caller's own. */
#include <pthread.h>

struct span {
    char *begin, *end;
};

static struct span span_of(char *s, int n)
{
    return (struct span){s, s + n};
}

static void fill(struct span s, char c)
{
    while (s.begin < s.end)
        *s.begin++ = c;
}

static void *worker(void *arg)
{
    char buf[32];
    struct span all = span_of(buf, 32);
    fill(all, ' ');
    fill(span_of(buf + 4, 8), 'x');
    *all.begin = 'a';
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
