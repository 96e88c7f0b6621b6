/* A function that code outside of this program has made: what it does is not known. */
#include <pthread.h>

typedef void operation(int *);

operation *look_up(const char *name); /* not described */

struct module {
    operation *run;
};

static struct module module;
static int count;

static void *work(void *arg)
{
    int own = 0;
    module.run(&own); // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    module.run = look_up("run");
    count = 1;
    return pthread_create(&t, NULL, work, &count);
}
