/* Finds the cases of a folder: nothing is registered, whatever lies there is one.
 *
 *   NAME.c             a case of one unit
 *   NAME.1.c NAME.2.c  a case of several units
 *   NAME/ with *.c     the same with headers of its own
 *   *.md               is for people
 *
 * Anything else is reported as a broken case: a file with a misspelled name must not be left out in
 * silence. Names are sorted, so a run prints the same on every machine. */
#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "case.h"

const char *case_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void case_break(struct test_case *c, const char *fmt, ...)
{
    va_list ap;
    if (c->broken)
        return;
    va_start(ap, fmt);
    c->broken = arena_vprintf(&c->arena, fmt, ap);
    va_end(ap);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n > m && strcmp(s + n - m, end) == 0;
}

/* Length of the case's name in NAME.c or NAME.7.c; 0: not such a name. */
static size_t name_length(const char *file)
{
    if (!ends_with(file, ".c"))
        return 0;
    size_t n = strlen(file) - 2, digits = n;
    while (digits > 0 && isdigit((unsigned char)file[digits - 1]))
        digits--;
    return digits > 1 && digits < n && file[digits - 1] == '.' ? digits - 1 : n;
}

static struct test_case *case_named(struct cases *all, const char *name, size_t len)
{
    struct test_case *c = all->v.len ? all->v.data[all->v.len - 1] : NULL;
    if (c && strlen(c->name) == len && strncmp(c->name, name, len) == 0)
        return c;
    c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->name = arena_printf(&c->arena, "%.*s", (int)len, name);
    vec_push(&all->v, c);
    return c;
}

static const char *resolved(struct test_case *c, const char *folder, const char *file)
{
    char path[PATH_MAX];
    const char *joined = arena_printf(&c->arena, "%s/%s", folder, file);
    if (!realpath(joined, path)) {
        case_break(c, "%s cannot be opened", joined);
        return joined;
    }
    return arena_strdup(&c->arena, path);
}

static void add_folder(struct test_case *c, const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        if (ends_with(name, ".c"))
            vec_push(&c->units, resolved(c, folder, name));
        else if (ends_with(name, ".h"))
            vec_push(&c->headers, resolved(c, folder, name));
        else if (name[0] != '.' && !ends_with(name, ".md"))
            case_break(c, "%s is neither .c nor .h", name);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    if (c->units.len == 0)
        case_break(c, "there is no .c file in this folder");
}

static void add_entry(struct cases *all, const char *folder, const char *name)
{
    struct stat st;
    char path[PATH_MAX];
    size_t len = name_length(name);
    if (name[0] == '.' || ends_with(name, ".md"))
        return;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    bool is_folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    struct test_case *c = case_named(all, name, len && !is_folder ? len : strlen(name));
    if (is_folder)
        add_folder(c, path);
    else if (len)
        vec_push(&c->units, resolved(c, folder, name));
    else
        case_break(c, "neither NAME.c, NAME.1.c nor a folder of such files");
}

bool cases_find(struct cases *all, const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);
    if (n < 0)
        return false;
    for (int i = 0; i < n; i++) {
        add_entry(all, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return true;
}

void cases_free(struct cases *all)
{
    for (uint32_t i = 0; i < all->v.len; i++) {
        struct test_case *c = all->v.data[i];
        for (uint32_t k = 0; k < c->expected.len; k++)
            vec_free(&c->expected.data[k].notes);
        vec_free(&c->expected);
        vec_free(&c->units);
        vec_free(&c->headers);
        vec_free(&c->args);
        arena_free(&c->arena);
        free(c);
    }
    vec_free(&all->v);
}
