/* A list of modules in a section of their own that main prepares before it starts a task, which only reads them. */
#include <pthread.h>

struct module {
    const char *name;
    int enabled;
};

__attribute__((section("parts"), used)) static struct module first = {"first", 0}, second = {"second", 0};
extern struct module __start_parts[], __stop_parts[];

static void *worker(void *arg)
{
    int n = 0;
    for (const struct module *m = __start_parts; m < __stop_parts; m++)
        n += m->enabled;
    *(int *)arg = n + second.enabled;
    return arg;
}

int main(void)
{
    pthread_t t;
    int sum = 0;
    for (struct module *m = __start_parts; m < __stop_parts; m++)
        m->enabled = m->name[0] == 'f';
    if (pthread_create(&t, NULL, worker, &sum) != 0)
        return 1;
    pthread_join(t, NULL);
    first.enabled = 0;
    return sum;
}
