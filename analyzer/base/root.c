/* The program's own path comes from the kernel, so that it does not matter how it was called. */
#include "base/root.h"

#include <string.h>
#include <unistd.h>

char *root_of_program(struct arena *a)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    path[n < 0 ? 0 : n] = '\0';
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(path, '/');
        if (slash != NULL)
            *slash = '\0';
    }
    return arena_strdup(a, path);
}
