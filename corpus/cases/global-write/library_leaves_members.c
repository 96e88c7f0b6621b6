/* What a library function puts into members of a struct lies where the library says, not where the
 * member pointed before. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/xattr.h>

static char stack[65536];
static int total;

static void *stacks(void *argument)
{
    char own[16];
    stack_t given = {.ss_sp = stack, .ss_size = sizeof stack}, old = {.ss_sp = own};
    sigaltstack(&given, NULL);
    sigaltstack(NULL, &old);
    *(char *)old.ss_sp = 1; // expect: unproven global-write
    return argument;
}

static void *symbols(void *argument)
{
    char own[16];
    Dl_info found = {.dli_saddr = own};
    if (dladdr(&total, &found) != 0)
        *(int *)found.dli_saddr = 1; // expect: unproven global-write
    return argument;
}

static void *attributes(void *argument)
{
    int *stored = &total, *loaded = NULL;
    setxattr("file", "user.where", &stored, sizeof stored, 0);
    getxattr("file", "user.where", &loaded, sizeof loaded);
    if (loaded != NULL)
        *loaded = 1; // expect: unproven global-write
    return argument;
}

static void *sizes(void *argument)
{
    char own[64];
    if (getxattr("file", "user.text", own, sizeof own) > 0)
        own[0] = 0;
    return argument;
}

int main(void)
{
    pthread_t threads[4];
    pthread_create(&threads[0], NULL, stacks, NULL);
    pthread_create(&threads[1], NULL, symbols, NULL);
    pthread_create(&threads[2], NULL, attributes, NULL);
    pthread_create(&threads[3], NULL, sizes, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return total + stack[0];
}
