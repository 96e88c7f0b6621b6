/* A model set as text: what `fbp-model-compile` writes at build time.
 *
 * One fact a line, fields separated by tabs, first field the kind of line:
 *   fbp-models 1                                    the first line: format and version
 *   func NAME PATH LINE PARAMS VARIADIC LIBRARY     a function; its annotations follow
 *   ann STRING A B WHEN TEXT                        of the last function; WHEN and TEXT may be "-"
 *   type KIND NAME FLAGS PATH                       KIND and FLAGS are numbers
 *   shared OWNER NAME WHY PATH                      OWNER is "-" for a variable
 * A text starts with "=", so that an empty one and "-" can be told apart; tab, newline and
 * backslash in it are written \t, \n and \\.
 *
 * Loading refuses a line it does not understand: a set that is half read would make known functions
 * unknown without a word. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/set.h"

/* ---- save ---- */

static void put_text(FILE *out, const char *s)
{
    if (s == NULL) {
        fputs("-", out);
        return;
    }
    putc('=', out);
    for (; *s != '\0'; s++) {
        if (*s == '\t')
            fputs("\\t", out);
        else if (*s == '\n')
            fputs("\\n", out);
        else if (*s == '\\')
            fputs("\\\\", out);
        else
            putc(*s, out);
    }
}

/* "./files.h" is what clang calls a header found beside the one that includes it. */
static const char *plain(const char *path)
{
    return path[0] == '.' && path[1] == '/' ? path + 2 : path;
}

static void save_func(const struct model_func *f, FILE *out)
{
    fprintf(out, "func\t%s\t%s\t%u\t%u\t%d\t%d\n", f->name, plain(f->path), f->line,
            (unsigned)f->params, f->variadic, f->library);
    for (uint32_t i = 0; i < f->anns.len; i++) {
        const struct rir_ann *a = &f->anns.data[i];
        fprintf(out, "ann\t%s\t%d\t%d\t%s\t", model_ann_table[a->kind].string, a->a, a->b,
                a->when == RIR_ALWAYS ? "-" : model_when_words[a->when]);
        put_text(out, a->text);
        putc('\n', out);
    }
}

bool model_set_save(const struct model_set *s, FILE *out)
{
    fputs("fbp-models 1\n", out);
    for (uint32_t i = 0; i < s->funcs.len; i++)
        save_func(&s->funcs.data[i], out);
    for (uint32_t i = 0; i < s->types.len; i++) {
        const struct model_type *t = &s->types.data[i];
        fprintf(out, "type\t%u\t%s\t%u\t%s\n", (unsigned)t->kind, t->name, t->flags,
                plain(t->path));
    }
    for (uint32_t i = 0; i < s->shared.len; i++) {
        const struct model_shared *h = &s->shared.data[i];
        fprintf(out, "shared\t%s\t%s\t", h->owner != NULL ? h->owner : "-", h->name);
        put_text(out, h->why);
        fprintf(out, "\t%s\n", plain(h->path));
    }
    return fflush(out) == 0 && !ferror(out);
}

/* ---- load ---- */

enum { MAX_FIELDS = 8 };

struct line {
    char *field[MAX_FIELDS];
    uint32_t n;
};

static struct line split(char *text)
{
    struct line l = {.n = 0};
    for (char *p = text; p != NULL && l.n < MAX_FIELDS; l.n++) {
        l.field[l.n] = p;
        p = strchr(p, '\t');
        if (p != NULL)
            *p++ = '\0';
    }
    return l;
}

/* False unless the whole field is a number in the range. */
static bool number(const char *s, long min, long max, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(s, &end, 10);
    return end != s && *end == '\0' && errno == 0 && *out >= min && *out <= max;
}

/* Undoes put_text in place. */
static bool text(char *s, const char **out)
{
    *out = NULL;
    if (strcmp(s, "-") == 0)
        return true;
    if (*s != '=')
        return false;
    char *to = s;
    for (const char *p = s + 1; *p != '\0'; p++) {
        char c = *p;
        if (c == '\\') {
            c = *++p;
            if (c == '\0')
                return false;
            c = (char)(c == 't' ? '\t' : c == 'n' ? '\n' : c);
        }
        *to++ = c;
    }
    *to = '\0';
    *out = s;
    return true;
}

static bool load_func(struct model_set *s, const struct line *l, uint32_t *current)
{
    long line, params, variadic, library;
    if (l->n != 7 || !number(l->field[3], 0, INT32_MAX, &line) ||
        !number(l->field[4], 0, UINT16_MAX, &params) || !number(l->field[5], 0, 1, &variadic) ||
        !number(l->field[6], 0, 1, &library))
        return false;
    struct model_func *f = model_set_func(s, l->field[1]);
    *current = (uint32_t)(f - s->funcs.data);
    if (f->path == NULL) {
        f->path = intern_str(&s->strings, l->field[2]);
        f->line = (uint32_t)line;
        f->params = (uint16_t)params;
        f->variadic = variadic != 0;
        f->library = library != 0;
    }
    return true;
}

static bool when_word(const char *s, uint8_t *when)
{
    *when = RIR_ALWAYS;
    if (strcmp(s, "-") == 0)
        return true;
    for (uint8_t i = 1; i < MODEL_WHEN_COUNT; i++) {
        if (strcmp(s, model_when_words[i]) == 0) {
            *when = i;
            return true;
        }
    }
    return false;
}

static bool load_ann(struct model_set *s, const struct line *l, uint32_t current)
{
    struct rir_ann ann = {0};
    enum rir_ann_kind kind;
    long a, b;
    if (current == RIR_NONE || l->n != 6 ||
        !model_ann_find(l->field[1], strlen(l->field[1]), &kind) ||
        !number(l->field[2], 0, INT16_MAX, &a) || !number(l->field[3], 0, INT16_MAX, &b) ||
        !when_word(l->field[4], &ann.when) || !text(l->field[5], &ann.text))
        return false;
    ann.kind = (uint8_t)kind;
    ann.a = (int16_t)a;
    ann.b = (int16_t)b;
    model_func_add(s, &s->funcs.data[current], ann);
    return true;
}

static bool load_line(struct model_set *s, char *text_line, uint32_t *current)
{
    struct line l = split(text_line);
    long kind, flags;
    if (strcmp(l.field[0], "func") == 0)
        return load_func(s, &l, current);
    if (strcmp(l.field[0], "ann") == 0)
        return load_ann(s, &l, *current);
    if (strcmp(l.field[0], "type") == 0) {
        if (l.n != 5 || !number(l.field[1], MODEL_STRUCT, MODEL_TYPEDEF, &kind) ||
            !number(l.field[3], 1, RIR_TYPE_CHANNEL | RIR_TYPE_IMMUTABLE, &flags))
            return false;
        model_set_type(s, l.field[2], (enum model_tag_kind)kind, (uint32_t)flags, l.field[4]);
        return true;
    }
    const char *why;
    if (strcmp(l.field[0], "shared") != 0 || l.n != 5 || !text(l.field[3], &why) || why == NULL)
        return false;
    model_set_shared(s, strcmp(l.field[1], "-") == 0 ? NULL : l.field[1], l.field[2], why,
                     l.field[4]);
    return true;
}

static bool refuse(model_diag *diag, void *ctx, const char *path, uint32_t line, const char *why)
{
    if (diag != NULL)
        diag(ctx, path, line, 0, why);
    return false;
}

bool model_set_load(struct model_set *s, const char *path, model_diag *diag, void *ctx)
{
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        char why[256];
        snprintf(why, sizeof why, "cannot read it: %s", strerror(errno));
        return refuse(diag, ctx, path, 0, why);
    }
    char *buffer = NULL;
    size_t cap = 0;
    uint32_t line = 0, current = RIR_NONE;
    bool ok = true;
    for (ssize_t len; ok && (len = getline(&buffer, &cap, in)) >= 0;) {
        line++;
        if (len > 0 && buffer[len - 1] == '\n')
            buffer[len - 1] = '\0';
        ok = line == 1 ? strcmp(buffer, "fbp-models 1") == 0 : load_line(s, buffer, &current);
    }
    if (!ok || line == 0)
        ok = refuse(diag, ctx, path, line,
                    "this is not what fbp-model-compile of this version writes; build it again");
    free(buffer);
    fclose(in);
    return ok;
}

bool model_set_add_library(struct model_set *s, const char *dir, const char *const *args, int nargs,
                           model_diag *diag, void *ctx)
{
    struct arena a = {0};
    const char *table = arena_printf(&a, "%s/library.models", dir);
    bool ok = access(table, R_OK) == 0
                  ? model_set_load(s, table, diag, ctx)
                  : model_set_add(s, arena_printf(&a, "%s/all.h", dir), args, nargs, diag, ctx);
    arena_free(&a);
    return ok;
}
