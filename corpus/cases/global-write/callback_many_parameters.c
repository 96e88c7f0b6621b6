/* A callback with very many parameters; each may be what is passed. */
#include <fbp/annotate.h>
#include <pthread.h>

typedef int *p;
typedef void visitor(p, p, p, p, p, p, p, p, p, p, p, p, p, p, p, p, p, p);
void visit(visitor *f, int *context) FBP_CALLS(1, 2);

static int common;

static void first(p a, p b, p c, p d, p e, p f, p g, p h, p i, p j, p k, p l, p m, p n, p o, p q,
                  p r, p s)
{
    *a = 1; // expect: global-write
    *s = 1; // expect: global-write
}

static void second(p a, p b, p c, p d, p e, p f, p g, p h, p i, p j, p k, p l, p m, p n, p o, p q,
                   p r, p s)
{
    *a = 1;
    *s = 1;
}

static void *worker(void *arg)
{
    int own = 0;
    visit(first, &common);
    visit(second, &own);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
