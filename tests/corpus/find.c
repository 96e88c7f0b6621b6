/* Finds the cases of a folder: nothing is registered, whatever lies there is one.
 *
 *   NAME.c             a case of one unit
 *   NAME.1.c NAME.2.c  a case of several units
 *   NAME/ with *.c     the same with headers of its own
 *   golden/NAME.txt    what fbp-check prints about a case that has findings (golden.c)
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
    if (name[0] == '.' || ends_with(name, ".md") || strcmp(name, "golden") == 0)
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

static bool has_case(const struct cases *all, uint32_t ncases, const char *name, size_t len)
{
    for (uint32_t i = 0; i < ncases; i++)
        if (strlen(all->v.data[i]->name) == len && strncmp(all->v.data[i]->name, name, len) == 0)
            return true;
    return false;
}

/* A golden text that belongs to none of the first `ncases` becomes a broken case. */
static void add_golden(struct cases *all, uint32_t ncases, const char *name)
{
    size_t len = strlen(name);
    bool is_text = ends_with(name, ".txt");
    if (is_text)
        len -= strlen(".txt");
    if (name[0] == '.' || (is_text && has_case(all, ncases, name, len)))
        return;
    struct test_case *c = case_named(all, name, len);
    c->only_golden = is_text;
    case_break(c, "golden/%s belongs to no case", name);
}

/* Adds what each entry of the folder stands for. False if it cannot be read. */
static bool each_entry(struct cases *all, const char *folder, bool golden)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);
    uint32_t ncases = all->v.len;
    for (int i = 0; i < n; i++) {
        if (golden)
            add_golden(all, ncases, entries[i]->d_name);
        else
            add_entry(all, folder, entries[i]->d_name);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    return n >= 0;
}

bool cases_find(struct cases *all, const char *folder)
{
    char path[PATH_MAX], golden[PATH_MAX + sizeof "/golden"];
    if (!realpath(folder, path) || !each_entry(all, path, false))
        return false;
    snprintf(golden, sizeof golden, "%s/golden", path);
    each_entry(all, golden, true);
    for (uint32_t i = 0; i < all->v.len; i++) {
        struct test_case *c = all->v.data[i];
        c->folder = arena_printf(&c->arena, "%s/", path);
        c->golden = arena_printf(&c->arena, "%s/%s.txt", golden, c->name);
    }
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
