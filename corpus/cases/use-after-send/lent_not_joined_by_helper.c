/* A helper that joins only if it likes, one that joins another thread, and one that joins after the handle was replaced. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int n, sum;
};

static pthread_t other;

static void *work(void *arg)
{
    struct job *j = arg;
    j->sum = j->n;
    return NULL;
}

static void perhaps(pthread_t *t, int n)
{
    if (n > 1)
        pthread_join(*t, NULL);
}

static void replaced(pthread_t *t)
{
    *t = other;
    pthread_join(*t, NULL);
}

static void second(pthread_t first, pthread_t t)
{
    (void)first;
    pthread_join(t, NULL);
}

int main(int argc, char **argv)
{
    struct job a = {.n = argc}, b = {.n = 2}, c = {.n = 3}, d = {.n = 4}, e = {.n = 5};
    pthread_t t, u, v, w;
    (void)argv;
    if (pthread_create(&t, NULL, work, &a) != 0 || pthread_create(&u, NULL, work, &b) != 0 ||
        pthread_create(&v, NULL, work, &c) != 0 || pthread_create(&w, NULL, work, &d) != 0 ||
        pthread_create(&other, NULL, work, &e) != 0)
        abort();
    perhaps(&t, argc);
    int sum = a.sum; // expect: unproven use-after-send
    second(v, w);
    sum += c.sum; // expect: unproven use-after-send
    sum += d.sum;
    replaced(&u);
    return sum + b.sum; // expect: unproven use-after-send
}
