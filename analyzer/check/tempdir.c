/* One folder per run, flat. It is removed when the compilers are through, at exit, and before a
 * signal is raised again (runner.c), so nothing stays behind but after SIGKILL. */
#include "check/tempdir.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/say.h"

static char path[4096];

const char *tempdir_make(void)
{
    static bool registered;
    const char *root = getenv("TMPDIR");
    if (root == NULL || root[0] == '\0')
        root = "/tmp";
    snprintf(path, sizeof path, "%s/fbp-check-XXXXXX", root);
    if (mkdtemp(path) == NULL) {
        say("%s: cannot make a temporary folder: %s; set TMPDIR to one that can be written", root,
            strerror(errno));
        path[0] = '\0';
        return NULL;
    }
    if (!registered)
        atexit(tempdir_remove);
    registered = true;
    return path;
}

void tempdir_remove(void)
{
    DIR *dir = path[0] == '\0' ? NULL : opendir(path);
    if (dir == NULL)
        return;
    for (const struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlinkat(dirfd(dir), e->d_name, 0);
    }
    closedir(dir);
    rmdir(path);
    path[0] = '\0';
}
