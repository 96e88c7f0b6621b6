// clang-format off
// not static: shared objects are opened
// runs checked
// trap write: global-write task 'opens' (#1); inside 'counter', a variable with static storage
// clang-format on
#include <dlfcn.h>

#include "by_hand.h"

static int write_it;

/* Objects are opened while tasks run: one of code that is not ours, and one with checks
 * (objects/dlopen.c). */
static void *opens(void *argument)
{
    int *sum = argument;
    void *plain = dlopen("libm.so.6", RTLD_NOW), *ours = dlopen("./dlopen.so", RTLD_NOW);
    if (plain == NULL || ours == NULL)
        abort();
    double (*root)(double) = (double (*)(double))dlsym(plain, "sqrt");
    int (*count)(int *, int) = (int (*)(int *, int))dlsym(ours, "count");
    if (count(sum, write_it) != 1 || root(4) != 2)
        abort();
    return NULL;
}

int main(int argc, char **argv)
{
    int *sum = calloc(1, sizeof *sum);
    write_it = wants(argc, argv, "write");
    join(start(opens, sum));
    return READ(sum) == 1 ? 0 : 1;
}
