/* An archive is a magic and then members, each behind a header of 60 characters and at an even
 * offset. Names longer than 15 characters are in a member of their own ("//", GNU) or before the
 * contents (BSD). A thin archive has headers and names alone.
 *
 * A1 Every read is of a range that was checked to lie in the file.
 * A2 Each step goes at least a header further, so the end comes. */
#include "object/archive.h"

#include <ar.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define THIN_MAGIC "!<thin>\n"

struct reading {
    const unsigned char *data;
    size_t size;
    bool thin;
    const char *names; /* of the member "//" */
    size_t names_size;
};

enum archive_kind archive_kind(const unsigned char *data, size_t size)
{
    if (size >= SARMAG && memcmp(data, ARMAG, SARMAG) == 0)
        return ARCHIVE_WHOLE;
    return size >= SARMAG && memcmp(data, THIN_MAGIC, SARMAG) == 0 ? ARCHIVE_THIN : ARCHIVE_NONE;
}

/* The decimal number that the field starts with; what pads it is blanks, and sometimes a slash. */
static bool decimal(const char *text, size_t n, size_t *value)
{
    size_t i = 0;
    for (*value = 0; i < n && text[i] >= '0' && text[i] <= '9'; i++)
        *value = *value * 10 + (size_t)(text[i] - '0');
    return i > 0;
}

/* "/123": the name at that offset of the member "//", which ends with "/\n". */
static bool long_name(const struct reading *r, const char *field, struct archive_member *m)
{
    size_t at;
    if (!decimal(field + 1, sizeof((struct ar_hdr *)0)->ar_name - 1, &at) || at >= r->names_size)
        return false;
    m->name = r->names + at;
    const char *end = memchr(m->name, '\n', r->names_size - at);
    m->name_len = end == NULL ? r->names_size - at : (size_t)(end - m->name);
    m->name_len -= m->name_len > 0 && m->name[m->name_len - 1] == '/';
    return true;
}

/* "#1/20": the name takes the first 20 bytes of the contents. */
static bool bsd_name(const char *field, struct archive_member *m)
{
    size_t n;
    if (!decimal(field + 3, sizeof((struct ar_hdr *)0)->ar_name - 3, &n) || m->data == NULL ||
        n > m->size)
        return false;
    m->name = (const char *)m->data;
    m->name_len = strnlen(m->name, n);
    m->data += n;
    m->size -= n;
    return true;
}

static void short_name(const char *field, struct archive_member *m)
{
    size_t n = sizeof((struct ar_hdr *)0)->ar_name;
    while (n > 0 && field[n - 1] == ' ')
        n--;
    m->name = field;
    m->name_len = n - (n > 1 && field[n - 1] == '/');
}

static bool starts(const char *field, const char *with)
{
    return strncmp(field, with, strlen(with)) == 0;
}

/* The tables of symbols, and that of names. */
static bool is_table(const char *field)
{
    return starts(field, "/ ") || starts(field, "// ") || starts(field, "/SYM64/ ");
}

static bool read_member(struct reading *r, const struct ar_hdr *h, struct archive_member *m)
{
    const char *field = h->ar_name;
    if (starts(field, "#1/"))
        return bsd_name(field, m);
    if (field[0] == '/')
        return long_name(r, field, m);
    short_name(field, m);
    return true;
}

#define REFUSE(error, ...) (snprintf((error)->text, sizeof(error)->text, __VA_ARGS__), false)

bool archive_members(const unsigned char *data, size_t size, archive_found *found, void *ctx,
                     struct record_error *error)
{
    struct reading r = {data, size, archive_kind(data, size) == ARCHIVE_THIN, NULL, 0};
    for (size_t at = SARMAG; size - at >= sizeof(struct ar_hdr);) {
        const struct ar_hdr *h = (const void *)(data + at);
        struct archive_member m = {0};
        at += sizeof *h;
        bool table = is_table(h->ar_name), here = !r.thin || table;
        if (memcmp(h->ar_fmag, ARFMAG, sizeof h->ar_fmag) != 0 ||
            !decimal(h->ar_size, sizeof h->ar_size, &m.size) || (here && m.size > size - at))
            return REFUSE(error, "an archive that is damaged: byte %zu", at - sizeof *h);
        m.data = here ? data + at : NULL;
        if (here)
            at += m.size + (m.size % 2 != 0 && m.size < size - at);
        if (starts(h->ar_name, "// ")) {
            r.names = (const char *)m.data;
            r.names_size = m.size;
        }
        if (table)
            continue;
        if (!read_member(&r, h, &m))
            return REFUSE(error, "an archive that is damaged: a member without a name");
        if (m.name_len < 9 || !starts(m.name, "__.SYMDEF"))
            found(ctx, &m);
    }
    return true;
}
