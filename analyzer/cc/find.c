/* $FBP_RESOURCE_DIR is the root of an installation, if it is set; else it is the tree that the
 * running program lies in: installed (lib/fbp), or a build folder (lib). fbp-check is beside the
 * program. */
#include "cc/find.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/root.h"

static const char *if_there(const char *path)
{
    return access(path, R_OK) == 0 ? path : NULL;
}

static bool is_this_program(const char *path)
{
    struct stat this, other;
    return stat("/proc/self/exe", &this) == 0 && stat(path, &other) == 0 &&
           this.st_dev == other.st_dev && this.st_ino == other.st_ino;
}

/* A folder on PATH may have links by compilers' names to this program, as one has for ccache: then
 * the compiler is the next one of that name behind it, for whom we run, too. */
static const char *skip_ourselves(const char *clang, struct arena *a)
{
    const char *path = getenv("PATH");
    bool ours = false;
    if (strchr(clang, '/') != NULL || path == NULL)
        return clang;
    for (size_t n = 0; *path != '\0'; path += n + (path[n] == ':')) {
        n = strcspn(path, ":");
        const char *file = arena_printf(a, "%.*s%s%s", (int)n, path, n == 0 ? "./" : "/", clang);
        if (is_this_program(file)) {
            ours = true;
        } else if (ours && access(file, X_OK) == 0) {
            setenv("FBP_CLANG", file, 1);
            return file;
        }
    }
    return ours ? arena_printf(a, "a %s that is not fbp-cc", clang) : clang;
}

void parts_find(struct parts *p, struct arena *a)
{
    const char *given = getenv("FBP_RESOURCE_DIR"), *clang = getenv("FBP_CLANG");
    const char *own = root_of_program(a);
    p->root = given != NULL && given[0] != '\0' ? given : own;
    p->clang = skip_ourselves(clang != NULL && clang[0] != '\0' ? clang : "clang-19", a);
    p->plugin = if_there(arena_printf(a, "%s/lib/fbp/fbp-plugin.so", p->root));
    if (p->plugin == NULL)
        p->plugin = if_there(arena_printf(a, "%s/lib/fbp-plugin.so", p->root));
    p->runtime = arena_printf(a, "%s/lib/fbp", p->root);
    if (if_there(arena_printf(a, "%s/libfbp_rt.a", p->runtime)) == NULL)
        p->runtime = NULL;
    p->models = arena_printf(a, "%s/share/fbp/models", p->root);
    p->check = if_there(arena_printf(a, "%s/bin/fbp-check", own));
}
