/* Two tables of functions lie in one array of pointers to anything. A call through the one is not meant for the functions of
 * the other, whose parameters are of another type: possible for all that is known, but no evidence. */
#include <pthread.h>

struct a {
    int x;
};
struct b {
    int y;
};

static int n;

static int close_b(struct b *b)
{
    (void)b;
    return n++; // expect: unproven global-write
}

static void leave(struct a *a)
{
    (void)a;
}

struct ops {
    void (*leave)(struct a *);
};
struct vt {
    int (*close)(struct b *);
};

static struct ops cfg = {leave};
static struct vt vt = {close_b};
static void *any[2];

void set(int i)
{
    cfg = *(struct ops *)any[i];
}

static void *task(void *p)
{
    struct a a = {0};
    cfg.leave(&a);
    return p;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    any[0] = &cfg;
    any[1] = &vt;
    set(argc & 0);
    if (pthread_create(&t, NULL, task, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
