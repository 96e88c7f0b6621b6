/* Names are cleaned as text, without asking the file system: "a/../b" becomes "b" also where a is a
 * symbolic link to elsewhere. Compilers and editors do the same, and what matters here is that one
 * file has one name in all units. */
#include "check/paths.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *path_cwd(void)
{
    static char *cwd;
    if (cwd != NULL)
        return cwd;
    struct stat here, there;
    const char *logical = getenv("PWD");
    if (logical != NULL && logical[0] == '/' && stat(".", &here) == 0 &&
        stat(logical, &there) == 0 && here.st_dev == there.st_dev && here.st_ino == there.st_ino)
        cwd = strdup(logical);
    else
        cwd = getcwd(NULL, 0);
    if (cwd == NULL)
        cwd = strdup("/");
    if (cwd == NULL)
        abort();
    return cwd;
}

const char *path_absolute(const char *dir, const char *file, struct arena *a)
{
    char *path = file[0] == '/' ? arena_strdup(a, file) : arena_printf(a, "%s/%s", dir, file);
    char *out = path;
    for (const char *at = path; *at != '\0';) {
        while (*at == '/')
            at++;
        size_t n = strcspn(at, "/");
        if (n == 0)
            break;
        if (n == 2 && at[0] == '.' && at[1] == '.') {
            while (out > path && *--out != '/')
                continue;
        } else if (n != 1 || at[0] != '.') {
            *out++ = '/';
            memmove(out, at, n);
            out += n;
        }
        at += n;
    }
    if (out == path)
        *out++ = '/';
    *out = '\0';
    return path;
}

const char *path_shown(const char *path)
{
    const char *cwd = path_cwd();
    size_t n = strlen(cwd);
    return strncmp(path, cwd, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

bool path_fits(const char *glob, const char *path)
{
    return fnmatch(glob, path, 0) == 0 || fnmatch(glob, path_shown(path), 0) == 0 ||
           (strchr(glob, '/') == NULL && fnmatch(glob, path_base(path), 0) == 0);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *path_ext(const char *path)
{
    const char *base = path_base(path), *dot = strrchr(base, '.');
    return dot == NULL || dot == base ? "" : dot + 1;
}

bool path_same(const char *a, const char *b)
{
    struct stat x, y;
    return strcmp(a, b) == 0 || (strcmp(path_base(a), path_base(b)) == 0 && stat(a, &x) == 0 &&
                                 stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino);
}

int path_read_error(const char *path)
{
    struct stat st;
    if (access(path, R_OK) != 0 || stat(path, &st) != 0)
        return errno;
    return S_ISDIR(st.st_mode) ? EISDIR : 0;
}
