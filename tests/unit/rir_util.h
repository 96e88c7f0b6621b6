/* What the tests of analyzer/rir share: reading text, printing to a string, failing with the
 * reason. */
#ifndef FBP_TESTS_RIR_UTIL_H
#define FBP_TESTS_RIR_UTIL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rir/text.h"
#include "rir/verify.h"

static inline struct rir_module *parsed(const char *text)
{
    struct rir_error err;
    struct rir_module *m = rir_text_parse("test", text, strlen(text), &err);
    if (m == NULL)
        fail_msg("%u:%u: %s", err.line, err.col, err.text);
    return m;
}

static inline void assert_verifies(const struct rir_module *m)
{
    char msg[300];
    if (!rir_verify(m, msg, sizeof msg))
        fail_msg("does not verify: %s", msg);
}

static inline struct rir_module *verified(const char *text)
{
    struct rir_module *m = parsed(text);
    assert_verifies(m);
    return m;
}

static inline char *printed(const struct rir_module *m) /* the caller frees */
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    rir_text_print(out, m);
    fclose(out);
    return text;
}

static inline void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("expected: %s\nin:\n%s", part, text);
}

static inline void assert_has_not(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        fail_msg("not expected: %s\nin:\n%s", part, text);
}

/* A file of the source tree, relative to its root; the caller frees. */
static inline char *source_file(const char *path)
{
    const char *root = getenv("FBP_SOURCE_DIR");
    char name[1000];
    snprintf(name, sizeof name, "%s/%s", root == NULL ? "." : root, path);
    FILE *in = fopen(name, "rb");
    if (in == NULL)
        fail_msg("cannot read %s", name);
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (int c = getc(in); c != EOF; c = getc(in))
        putc(c, out);
    fclose(in);
    fclose(out);
    return text;
}

#endif
