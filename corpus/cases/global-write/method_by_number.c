/* A table of modules from which the caller's number takes one: which one that is the path itself
 * says, also where the tables are not const, but nothing writes them. */
#include <pthread.h>

struct module {
    void (*init)(int);
};

enum kind { COUNTING, NOTING, MARKING };

static int counted, noted, marked, replaced;

static void init_counting(int n)
{
    counted += n; // expect: global-write
}

static void init_noting(int n)
{
    noted += n; // expect: unproven global-write
}

static void init_marking(int n)
{
    marked += n; // expect: global-write
    // note: 'init_marking' is called here by 'begin'
}

static void init_replaced(int n)
{
    replaced += n; // expect: global-write
    // note: 'init_replaced' is called here by 'begin_other'
}

static struct module counting = {init_counting}, noting = {init_noting}, marking = {init_marking};
static struct module *modules[3] = {&counting, &noting, &marking};
static struct module other = {init_counting};
static struct {
    int running;
    struct module *module;
} active;

static void begin(enum kind kind, int n)
{
    active.module = modules[kind]; // expect: global-write
    if (active.module->init != NULL)
        active.module->init(n);
}

static void begin_other(int n)
{
    other.init(n);
}

static void *worker(void *arg)
{
    int *n = arg;
    begin(COUNTING, n[0]);
    if (n[1] > 2)
        begin(MARKING, 1);
    begin_other(n[0]);
    return arg;
}

int main(void)
{
    pthread_t t;
    int n[2] = {3, 4};
    begin(NOTING, 1);
    other.init = init_replaced;
    if (pthread_create(&t, NULL, worker, n) != 0)
        return 1;
    pthread_join(t, NULL);
    return counted + noted + marked + replaced + active.running;
}
