/* Files are kept whole with the offset of each line, in a list (a report quotes few files, and
 * mostly the last one again). A file that cannot be read has no lines: a report without source text
 * is still a report.
 *
 * Widths of characters come from a table of ranges instead of wcwidth, which depends on the locale.
 */
#include "report/lines.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

struct source {
    char *name, *text;
    size_t size;
    VEC(size_t) starts; /* of each line, and one past the end */
};

struct lines {
    VEC(struct source) files;
    uint32_t last;
};

struct lines *lines_new(void)
{
    struct lines *l = calloc(1, sizeof *l);
    if (l == NULL)
        abort();
    return l;
}

void lines_free(struct lines *l)
{
    for (uint32_t i = 0; i < l->files.len; i++) {
        free(l->files.data[i].name);
        free(l->files.data[i].text);
        vec_free(&l->files.data[i].starts);
    }
    vec_free(&l->files);
    free(l);
}

static char *read_whole(const char *file, size_t *size)
{
    FILE *in = fopen(file, "rb");
    size_t cap = 1 << 16, n = 0;
    char *text = in == NULL ? NULL : malloc(cap);
    while (text != NULL) {
        size_t got = fread(text + n, 1, cap - n, in);
        n += got;
        if (got == 0)
            break;
        if (n == cap)
            text = realloc(text, cap *= 2);
    }
    if (in != NULL)
        fclose(in);
    *size = text == NULL ? 0 : n;
    return text;
}

static struct source *find(struct lines *l, const char *file)
{
    if (l->last < l->files.len && strcmp(l->files.data[l->last].name, file) == 0)
        return &l->files.data[l->last];
    for (uint32_t i = 0; i < l->files.len; i++) {
        if (strcmp(l->files.data[i].name, file) == 0) {
            l->last = i;
            return &l->files.data[i];
        }
    }
    struct source s = {.name = strdup(file)};
    s.text = read_whole(file, &s.size);
    vec_push(&s.starts, 0);
    for (size_t i = 0; i < s.size; i++) {
        if (s.text[i] == '\n' && i + 1 < s.size)
            vec_push(&s.starts, i + 1);
    }
    vec_push(&s.starts, s.size);
    vec_push(&l->files, s);
    l->last = l->files.len - 1;
    return &l->files.data[l->last];
}

const char *lines_get(struct lines *l, const char *file, uint32_t line, size_t *len)
{
    *len = 0;
    if (file == NULL || line == 0)
        return NULL;
    const struct source *s = find(l, file);
    if (s->text == NULL || line >= s->starts.len)
        return NULL;
    const char *text = s->text + s->starts.data[line - 1];
    size_t n = s->starts.data[line] - s->starts.data[line - 1];
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    *len = n;
    return text;
}

size_t utf8_length(const char *s, size_t n)
{
    unsigned char c = (unsigned char)s[0];
    size_t len = c < 0xc2 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 1;
    if (len > n)
        return 1;
    for (size_t i = 1; i < len; i++) {
        if (((unsigned char)s[i] & 0xc0) != 0x80)
            return 1;
    }
    unsigned char second = len > 1 ? (unsigned char)s[1] : 0;
    bool overlong = (c == 0xe0 && second < 0xa0) || (c == 0xf0 && second < 0x90);
    bool surrogate = c == 0xed && second >= 0xa0;
    bool too_large = c == 0xf4 && second >= 0x90;
    return overlong || surrogate || too_large ? 1 : len;
}

static uint32_t decode(const char *s, size_t len)
{
    const unsigned char *u = (const unsigned char *)s;
    if (len == 1)
        return u[0];
    uint32_t c = u[0] & (0xffu >> (len + 1));
    for (size_t i = 1; i < len; i++)
        c = c << 6 | (u[i] & 0x3fu);
    return c;
}

struct range {
    uint32_t from, to;
};

static bool in_ranges(const struct range *r, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++) {
        if (c >= r[i].from && c <= r[i].to)
            return true;
    }
    return false;
}

int utf8_width(const char *s, size_t n)
{
    static const struct range none[] = {
        {0x300, 0x36f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};
    static const struct range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},  {0x3041, 0xa4cf},
                                        {0xac00, 0xd7a3},   {0xf900, 0xfaff},  {0xfe30, 0xfe6f},
                                        {0xff00, 0xff60},   {0xffe0, 0xffe6},  {0x1f300, 0x1f64f},
                                        {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
    uint32_t c = decode(s, utf8_length(s, n));
    if (in_ranges(none, sizeof none / sizeof none[0], c))
        return 0;
    return in_ranges(wide, sizeof wide / sizeof wide[0], c) ? 2 : 1;
}
