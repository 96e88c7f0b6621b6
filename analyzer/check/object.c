/* Build systems give each target's objects a place or a name of their own, so the path of an object
 * is what a compilation database tells of linking:
 *
 *   CMake                   CMakeFiles/prog.dir/main.c.o
 *   Meson                   prog.p/main.c.o (older: prog@exe/main.c.o), libx.so.p/x.c.o
 *   Automake                prog-main.o beside main.c, where a target has flags of its own
 *   libtool                 .libs/x.o is the shared variant of x.o
 *   a compiler that links   the program itself, for each of its sources
 *
 * Everything else is grouped by the folder that it lies in, which names no target. */
#include "check/object.h"

#include <string.h>

#include "check/paths.h"

/* The component of `path` that ends in `end` (itself longer), after `from`; its length in *n. */
static const char *component(const char *path, const char *end, size_t *n)
{
    size_t tail = strlen(end);
    for (const char *at = path; *at != '\0'; at += *n) {
        at += *at == '/';
        *n = strcspn(at, "/");
        if (at[*n] == '/' && *n > tail && strncmp(at + *n - tail, end, tail) == 0)
            return at;
    }
    return NULL;
}

static bool named_shared(const char *target)
{
    size_t n = strlen(target);
    return (n > 3 && strcmp(target + n - 3, ".so") == 0) || strstr(target, ".so.") != NULL;
}

/* A folder per target: "CMakeFiles/NAME.dir", "NAME.p", "NAME@exe". */
static bool by_folder(struct object *o, struct arena *a)
{
    static const char *const ends[] = {".dir", ".p", "@exe", "@sha", "@sta"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = 0;
        const char *at = component(o->path, ends[i], &n);
        if (at == NULL || (i == 0 && strstr(o->path, "/CMakeFiles/") == NULL))
            continue;
        o->group = arena_printf(a, "%.*s", (int)(at + n - o->path), o->path);
        o->target = arena_printf(a, "%.*s", (int)(n - strlen(ends[i])), at);
        o->shared = named_shared(o->target) || strcmp(ends[i], "@sha") == 0;
        return true;
    }
    return false;
}

/* "prog" for .../prog-main.o from main.c; NULL: no such name. */
static const char *prefix_of(const char *path, const char *source, struct arena *a)
{
    const char *object = path_base(path), *stem = path_base(source);
    size_t n = strcspn(object, "."), m = strlen(stem) - strlen(path_ext(stem));
    const char *dot = strrchr(object, '.');
    if (dot != NULL)
        n = (size_t)(dot - object);
    m -= m > 0 && stem[m - 1] == '.';
    if (n < m + 2 || object[n - m - 1] != '-' || strncmp(object + n - m, stem, m) != 0)
        return NULL;
    return arena_printf(a, "%.*s", (int)(n - m - 1), object);
}

static const char *folder_of(const char *path, struct arena *a)
{
    static const char libs[] = "/.libs";
    size_t n = (size_t)(path_base(path) - path);
    n -= n > 1;
    if (n >= sizeof libs && strncmp(path + n - (sizeof libs - 1), libs, sizeof libs - 1) == 0)
        n -= sizeof libs - 1;
    return arena_printf(a, "%.*s/", (int)n, path);
}

bool object_is_link_input(const char *file)
{
    static const char *const ends[] = {"o", "lo", "obj", "a", "la", "so", "os", "pic_o"};
    const char *ext = path_ext(file);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (strcmp(ext, ends[i]) == 0)
            return true;
    }
    return strstr(path_base(file), ".so.") != NULL;
}

struct object object_of(const char *path, const char *source, const char *dir, struct arena *a)
{
    struct object o = {.path = path};
    if (by_folder(&o, a))
        return o;
    const char *prefix = prefix_of(path, source, a);
    if (!object_is_link_input(path)) {
        o.group = path;
        o.target = path_base(path);
    } else if (prefix != NULL) {
        o.group = arena_printf(a, "%s/%s-", dir, prefix);
        o.target = prefix;
    } else {
        o.group = folder_of(path, a);
    }
    o.shared = named_shared(path);
    return o;
}
