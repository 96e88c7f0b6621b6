/* The conversions of a format, as printf(3) and scanf(3) of glibc have them.
 *
 * F1 What is said here to be touched is touched, whatever the values are: a %s of printf reads its
 *    argument unless the precision is zero (an argument may say so: then the caller looks at it), a
 *    %n is written. What a scanf writes depends on its input; its result says how many conversions
 *    were done, and they are done in the order of the format: the k-th has happened if the result
 *    is at least k. A %n is not counted: it was surely written if a later one was, or if the one
 *    before it was and nothing stands between them that may fail to match. */
#include "base/conversions.h"

#include <string.h>

struct reader {
    const uint32_t *text;
    size_t at, length;
    uint32_t next; /* the argument that the next conversion without a number takes */
    struct conversion *found;
    unsigned n, most;
    /* of a scanf: conversions that its result counts, and whether the last one stands right here */
    uint32_t counted;
    bool adjacent;
};

static uint32_t peek(const struct reader *r)
{
    return r->at < r->length ? r->text[r->at] : 0;
}

static bool is_one_of(uint32_t c, const char *set)
{
    return c != 0 && c < 128 && strchr(set, (int)c) != NULL;
}

static bool skip(struct reader *r, const char *set)
{
    bool is = is_one_of(peek(r), set);
    if (is)
        r->at++;
    return is;
}

/* Digits; whether there are any. */
static bool number(struct reader *r, uint32_t *value)
{
    size_t start = r->at;
    for (*value = 0; peek(r) >= '0' && peek(r) <= '9'; r->at++)
        if (*value < 100000)
            *value = *value * 10 + (peek(r) - '0');
    return r->at > start;
}

/* `5$`: the number of an argument. 0: the next one is meant. */
static uint32_t position(struct reader *r)
{
    size_t start = r->at;
    uint32_t value;
    if (number(r, &value) && value > 0 && skip(r, "$"))
        return value;
    r->at = start;
    return 0;
}

static uint32_t taken(struct reader *r, uint32_t numbered)
{
    return numbered != 0 ? numbered : r->next++;
}

static void touches(struct reader *r, struct conversion c)
{
    if (r->n < r->most)
        r->found[r->n++] = c;
}

static void skip_length(struct reader *r)
{
    while (skip(r, "hlLqjzZt"))
        continue;
}

/* A star takes an argument, which says the width or the precision. */
static uint32_t star(struct reader *r)
{
    return skip(r, "*") ? taken(r, position(r)) : 0;
}

/* Behind the percent sign; false: it is not understood. */
static bool printed(struct reader *r)
{
    uint32_t numbered = position(r), width, precision = 1, by = 0;
    while (skip(r, "-+ #0'I"))
        continue;
    if (star(r) == 0)
        number(r, &width);
    if (skip(r, ".")) {
        by = star(r);
        if (by == 0)
            number(r, &precision);
    }
    skip_length(r);
    uint32_t c = peek(r);
    r->at++;
    if (c == '%' || c == 'm')
        return true;
    if (!is_one_of(c, "diouxXaAeEfFgGcCsSpn"))
        return false;
    struct conversion x = {.argument = taken(r, numbered), .precision = by, .write = c == 'n'};
    if (c == 'n')
        x.precision = 0;
    if (c == 'n' || (is_one_of(c, "sS") && precision != 0))
        touches(r, x);
    return true;
}

/* `[...]`, behind the bracket: one that closes it may stand at its beginning. */
static bool bracket(struct reader *r)
{
    skip(r, "^");
    skip(r, "]");
    while (peek(r) != 0 && peek(r) != ']')
        r->at++;
    return skip(r, "]");
}

/* What a %n waited for has come: the conversion that the result counts next. */
static void count(struct reader *r)
{
    r->counted++;
    r->adjacent = true;
    for (unsigned i = 0; i < r->n; i++)
        if (r->found[i].results == 0)
            r->found[i].results = r->counted;
}

static bool scanned(struct reader *r)
{
    uint32_t numbered = position(r), width;
    bool suppressed = false;
    while (peek(r) == '*' || is_one_of(peek(r), "'I")) {
        suppressed = suppressed || peek(r) == '*';
        r->at++;
    }
    number(r, &width);
    skip(r, "m");
    skip_length(r);
    uint32_t c = peek(r);
    r->at++;
    bool literal = c == '%', counts = c == 'n';
    if (!literal && !counts && !(c == '[' ? bracket(r) : is_one_of(c, "diouxXaAeEfFgGcCsSp")))
        return false;
    if (!counts && (literal || suppressed))
        r->adjacent = false; /* it may not match, and is not counted */
    if (literal || suppressed)
        return true;
    struct conversion x = {.argument = taken(r, numbered), .write = true};
    if (counts && r->adjacent)
        x.results = r->counted;
    if (!counts)
        x.results = r->counted + 1;
    touches(r, x);
    if (!counts)
        count(r);
    return true;
}

unsigned conversions_find(const uint32_t *text, size_t length, bool scans, struct conversion *found,
                          unsigned most)
{
    struct reader r = {.text = text, .length = length, .next = 1, .found = found, .most = most};
    while (r.at < r.length && peek(&r) != 0) {
        uint32_t c = text[r.at++];
        if (c != '%')
            r.adjacent = r.adjacent && is_one_of(c, " \t\n\v\f\r");
        else if (!(scans ? scanned(&r) : printed(&r)))
            break;
    }
    return r.n;
}
