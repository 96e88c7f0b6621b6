/* Two tables of methods of one type; the task is given the quiet one, main uses the one that counts. That the task might be
 * given the other is all that the type says. */
#include <pthread.h>

struct ops {
    void (*open)(int *);
};

static int total, opened;

static void open_quiet(int *p)
{
    ++*p;
}

static void open_counting(int *p)
{
    total += *p; // expect: unproven global-write
}

static void open_noting(int *p)
{
    opened += *p; // expect: global-write
    // note: 'open_noting' is called here by 'run'
}

static const struct ops quiet = {open_quiet}, counting = {open_counting}, noting = {open_noting};

static void run(const struct ops *ops)
{
    int mine = 0;
    ops->open(&mine);
}

static void *worker(void *arg)
{
    run(&quiet);
    run(&noting);
    return arg;
}

int main(void)
{
    pthread_t t;
    run(&counting);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return total + opened;
}
