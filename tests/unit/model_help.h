/* For the tests of models: source text to a set, and messages in the order they came. */
#ifndef MODEL_HELP_H
#define MODEL_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h> /* needs the first four */

#include "model/set.h"

struct messages {
    char text[4096]; /* "LINE:COL: MESSAGE\n" each */
};

static inline void collect_message(void *ctx, const char *file, uint32_t line, uint32_t col,
                                   const char *message)
{
    (void)file;
    struct messages *m = ctx;
    size_t n = strlen(m->text);
    snprintf(m->text + n, sizeof m->text - n, "%u:%u: %s\n", line, col, message);
}

/* A file of the test's own with this text; `name` gets its path, to be unlinked. */
static inline void write_file(char name[64], const char *suffix, const char *text)
{
    snprintf(name, 64, "/tmp/fbp-model-XXXXXX%s", suffix);
    int fd = mkstemps(name, (int)strlen(suffix));
    assert_true(fd >= 0);
    size_t len = strlen(text);
    assert_true(write(fd, text, len) == (ssize_t)len);
    close(fd);
}

static inline const char *include_arg(void)
{
    static char arg[4096];
    const char *root = getenv("FBP_SOURCE_DIR");
    assert_non_null(root);
    snprintf(arg, sizeof arg, "-I%s/annotations", root);
    return arg;
}

/* Parses `text`, after annotate.h on the line before its first, as a model. */
static inline struct model_set *set_of(const char *text, struct messages *m, bool *ok)
{
    char name[64], source[8192];
    const char *args[] = {include_arg()};
    memset(m, 0, sizeof *m);
    snprintf(source, sizeof source, "#include <fbp/annotate.h> /* line 1 */\n%s", text);
    write_file(name, ".h", source);
    struct model_set *s = model_set_new();
    *ok = model_set_add(s, name, args, 1, collect_message, m);
    unlink(name);
    return s;
}

/* One line a function: "NAME: STRING(A,B,WHEN,TEXT) ...". */
static inline void describe(const struct model_set *s, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < s->funcs.len; i++) {
        const struct model_func *f = &s->funcs.data[i];
        n += (size_t)snprintf(out + n, size - n, "%s:", f->name);
        for (uint32_t k = 0; k < f->anns.len; k++) {
            const struct rir_ann *a = &f->anns.data[k];
            n += (size_t)snprintf(out + n, size - n, " %s(%d,%d,%s,%s)",
                                  model_ann_table[a->kind].string, a->a, a->b,
                                  a->when != RIR_ALWAYS ? model_when_words[a->when] : "-",
                                  a->text != NULL ? a->text : "-");
        }
        n += (size_t)snprintf(out + n, size - n, "\n");
    }
}

#endif
