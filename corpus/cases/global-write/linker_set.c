/* Modules are listed by putting them into one section; the linker says where that begins and ends. main goes through
 * the list while a task uses one of the modules by its name. */
#include <pthread.h>

struct module {
    int (*run)(int);
    int enabled;
};

static int twice(int n)
{
    return 2 * n;
}

static int counts(int n)
{
    static int calls;
    return n + calls++; // expect: global-write
}

__attribute__((section("modules"), used)) static struct module first = {twice, 0};
__attribute__((section("modules"), used)) static struct module second = {counts, 0};
extern struct module __start_modules[], __stop_modules[];

static void *worker(void *arg)
{
    int n = second.enabled;
    for (struct module *m = __start_modules; m < __stop_modules; m++)
        n += m->run(n); // expect: unproven global-write
    *(int *)arg = n;
    return arg;
}

int main(void)
{
    pthread_t t;
    int sum = 0;
    first.enabled = 1;
    for (struct module *m = __start_modules; m < __stop_modules; m++)
        m->enabled = 1;
    if (pthread_create(&t, NULL, worker, &sum) != 0)
        return 1;
    __start_modules[1].enabled = 2; // expect: unproven global-write
    pthread_join(t, NULL);
    return sum;
}
