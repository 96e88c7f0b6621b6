/* glob calls the functions that it finds in its argument, in the place of opendir and its like. */
#define _GNU_SOURCE
#include <dirent.h>
#include <glob.h>
#include <pthread.h>
#include <sys/stat.h>

static int opened;

static void *open_it(const char *name)
{
    opened++; // expect: unproven global-write
    return opendir(name);
}

static void *task(void *argument)
{
    glob_t found = {.gl_opendir = open_it};
    if (glob("*", GLOB_ALTDIRFUNC, NULL, &found) == 0) // expect: unproven global-write
        globfree(&found);
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, NULL);
    return opened;
}
