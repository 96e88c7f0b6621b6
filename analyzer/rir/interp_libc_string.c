/* Built-in functions of the C library: memory and strings.
 *
 * Reads and writes are judged for exactly the bytes that the function has to touch; a string
 * without an end in its object ends the run. Copies move pointers that lie in the bytes. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

#define BUILTIN(name)                                                                              \
    static enum flow name(struct run *r, struct task *t, const struct call *c, struct ival *ret)
#define UNUSED_TASK (void)t

/* Length of the string at p, at most max; without judging. */
static uint64_t raw_strlen(struct run *r, const struct ival *p, uint64_t max)
{
    struct place at = mem_place(r, p, max ? 1 : 0);
    uint64_t room = at.o->size - at.off;
    uint64_t n = 0;
    while (n < max && n < room && at.o->bytes[at.off + n])
        n++;
    if (n == room && n < max)
        run_stop(r, INTERP_UNSAFE, "a string without an end");
    return n;
}

uint64_t libc_strlen(struct run *r, const struct ival *p)
{
    uint64_t n = raw_strlen(r, p, UINT64_MAX);
    libc_access(r, p, n + 1, false);
    return n;
}

static const char *bytes_at(const struct place *at)
{
    return (const char *)at->o->bytes + at->off;
}

static void copy(struct run *r, const struct ival *d, const struct ival *s, uint64_t n)
{
    if (!n)
        return;
    struct place from = libc_access(r, s, n, false), to = libc_access(r, d, n, true);
    mem_move(r, to.o, to.off, from.o, from.off, n);
}

static void put_zero(struct run *r, const struct ival *d, uint64_t off, uint64_t n)
{
    if (!n)
        return;
    struct ival p = libc_offset(d, (int64_t)off);
    struct place at = libc_access(r, &p, n, true);
    mem_fill(r, at.o, at.off, 0, n);
}

BUILTIN(do_memcpy)
{
    UNUSED_TASK;
    struct ival d = call_arg(c, 0), s = call_arg(c, 1);
    copy(r, &d, &s, call_arg(c, 2).lo);
    *ret = d;
    return FLOW_DONE;
}

BUILTIN(do_mempcpy)
{
    do_memcpy(r, t, c, ret);
    *ret = libc_offset(ret, (int64_t)call_arg(c, 2).lo);
    return FLOW_DONE;
}

BUILTIN(do_memset)
{
    UNUSED_TASK;
    struct ival d = call_arg(c, 0);
    uint64_t n = call_arg(c, 2).lo;
    if (n) {
        struct place at = libc_access(r, &d, n, true);
        mem_fill(r, at.o, at.off, (int)(call_arg(c, 1).lo & 0xff), n);
    }
    *ret = d;
    return FLOW_DONE;
}

static struct ival int_result(const struct call *c, int64_t v)
{
    unsigned bits = c->result.bits ? c->result.bits : 32;
    struct ival x = {.lo = (uint64_t)v, .hi = v < 0 ? UINT64_MAX : 0};
    return num_int(num_value(&x, bits));
}

BUILTIN(do_memcmp)
{
    UNUSED_TASK;
    struct ival a = call_arg(c, 0), b = call_arg(c, 1);
    uint64_t n = call_arg(c, 2).lo;
    int order = 0;
    if (n) {
        struct place x = libc_access(r, &a, n, false), y = libc_access(r, &b, n, false);
        order = memcmp(bytes_at(&x), bytes_at(&y), n);
    }
    *ret = int_result(c, order < 0 ? -1 : order > 0);
    return FLOW_DONE;
}

BUILTIN(do_memchr)
{
    UNUSED_TASK;
    struct ival p = call_arg(c, 0);
    uint64_t n = call_arg(c, 2).lo;
    *ret = (struct ival){0};
    if (!n)
        return FLOW_DONE;
    struct place at = libc_access(r, &p, n, false);
    const char *hit = memchr(bytes_at(&at), (int)(call_arg(c, 1).lo & 0xff), n);
    if (hit)
        *ret = libc_offset(&p, hit - bytes_at(&at));
    return FLOW_DONE;
}

BUILTIN(do_strlen)
{
    UNUSED_TASK;
    struct ival p = call_arg(c, 0);
    *ret = num_int(libc_strlen(r, &p));
    return FLOW_DONE;
}

BUILTIN(do_strnlen)
{
    UNUSED_TASK;
    struct ival p = call_arg(c, 0);
    uint64_t max = call_arg(c, 1).lo, n = max ? raw_strlen(r, &p, max) : 0;
    libc_access(r, &p, n < max ? n + 1 : n, false);
    *ret = num_int(n);
    return FLOW_DONE;
}

static int compare(struct run *r, const struct ival *a, const struct ival *b, uint64_t max,
                   bool fold)
{
    uint64_t n = 0;
    int x = 0, y = 0;
    struct place p = mem_place(r, a, max ? 1 : 0), q = mem_place(r, b, max ? 1 : 0);
    while (n < max) {
        if (p.off + n >= p.o->size || q.off + n >= q.o->size)
            run_stop(r, INTERP_UNSAFE, "a string without an end");
        x = p.o->bytes[p.off + n];
        y = q.o->bytes[q.off + n];
        n++;
        if (fold) {
            x = tolower(x);
            y = tolower(y);
        }
        if (x != y || !x)
            break;
    }
    libc_access(r, a, n, false);
    libc_access(r, b, n, false);
    return x < y ? -1 : x > y;
}

BUILTIN(do_strcmp)
{
    UNUSED_TASK;
    struct ival a = call_arg(c, 0), b = call_arg(c, 1);
    *ret = int_result(c, compare(r, &a, &b, UINT64_MAX, false));
    return FLOW_DONE;
}

BUILTIN(do_strcasecmp)
{
    UNUSED_TASK;
    struct ival a = call_arg(c, 0), b = call_arg(c, 1);
    *ret = int_result(c, compare(r, &a, &b, UINT64_MAX, true));
    return FLOW_DONE;
}

BUILTIN(do_strncmp)
{
    UNUSED_TASK;
    struct ival a = call_arg(c, 0), b = call_arg(c, 1);
    *ret = int_result(c, compare(r, &a, &b, call_arg(c, 2).lo, false));
    return FLOW_DONE;
}

BUILTIN(do_strcpy)
{
    UNUSED_TASK;
    struct ival d = call_arg(c, 0), s = call_arg(c, 1);
    copy(r, &d, &s, raw_strlen(r, &s, UINT64_MAX) + 1);
    *ret = d;
    return FLOW_DONE;
}

BUILTIN(do_strncpy)
{
    UNUSED_TASK;
    struct ival d = call_arg(c, 0), s = call_arg(c, 1);
    uint64_t max = call_arg(c, 2).lo, n = max ? raw_strlen(r, &s, max) : 0;
    copy(r, &d, &s, n);
    put_zero(r, &d, n, max - n);
    *ret = d;
    return FLOW_DONE;
}

BUILTIN(do_strcat)
{
    UNUSED_TASK;
    struct ival d = call_arg(c, 0), s = call_arg(c, 1);
    struct ival end = libc_offset(&d, (int64_t)libc_strlen(r, &d));
    copy(r, &end, &s, raw_strlen(r, &s, UINT64_MAX) + 1);
    *ret = d;
    return FLOW_DONE;
}

BUILTIN(do_strncat)
{
    UNUSED_TASK;
    struct ival d = call_arg(c, 0), s = call_arg(c, 1);
    struct ival end = libc_offset(&d, (int64_t)libc_strlen(r, &d));
    uint64_t max = call_arg(c, 2).lo, n = max ? raw_strlen(r, &s, max) : 0;
    copy(r, &end, &s, n);
    put_zero(r, &end, n, 1);
    *ret = d;
    return FLOW_DONE;
}

static struct ival find_char(struct run *r, const struct call *c, bool last)
{
    struct ival p = call_arg(c, 0);
    int ch = (int)(call_arg(c, 1).lo & 0xff);
    libc_strlen(r, &p);
    struct place at = mem_place(r, &p, 1);
    const char *hit = last ? strrchr(bytes_at(&at), ch) : strchr(bytes_at(&at), ch);
    return hit ? libc_offset(&p, hit - bytes_at(&at)) : (struct ival){0};
}

BUILTIN(do_strchr)
{
    UNUSED_TASK;
    *ret = find_char(r, c, false);
    return FLOW_DONE;
}

BUILTIN(do_strrchr)
{
    UNUSED_TASK;
    *ret = find_char(r, c, true);
    return FLOW_DONE;
}

BUILTIN(do_strstr)
{
    UNUSED_TASK;
    struct ival p = call_arg(c, 0), q = call_arg(c, 1);
    libc_strlen(r, &p);
    libc_strlen(r, &q);
    struct place at = mem_place(r, &p, 1), what = mem_place(r, &q, 1);
    const char *hit = strstr(bytes_at(&at), bytes_at(&what));
    *ret = hit ? libc_offset(&p, hit - bytes_at(&at)) : (struct ival){0};
    return FLOW_DONE;
}

static struct ival duplicate(struct run *r, const struct ival *s, uint64_t n)
{
    struct ival d = libc_alloc(r, n + 1, RIR_NONE);
    struct object *o = r->objs.data[d.ref.obj];
    struct place from = libc_access(r, s, n, false);
    mem_move(r, o, 0, from.o, from.off, n);
    mem_fill(r, o, n, 0, 1);
    return d;
}

BUILTIN(do_strdup)
{
    UNUSED_TASK;
    struct ival s = call_arg(c, 0);
    *ret = duplicate(r, &s, raw_strlen(r, &s, UINT64_MAX));
    return FLOW_DONE;
}

BUILTIN(do_strndup)
{
    UNUSED_TASK;
    struct ival s = call_arg(c, 0);
    uint64_t max = call_arg(c, 1).lo;
    *ret = duplicate(r, &s, max ? raw_strlen(r, &s, max) : 0);
    return FLOW_DONE;
}

static struct ival to_integer(struct run *r, const struct call *c, bool is_signed, int base)
{
    struct ival s = call_arg(c, 0), where = call_arg(c, 1);
    libc_strlen(r, &s);
    struct place at = mem_place(r, &s, 1);
    char *end;
    int64_t v = is_signed ? strtoll(bytes_at(&at), &end, base)
                          : (int64_t)strtoull(bytes_at(&at), &end, base);
    if (c->nargs > 1 && where.lo) {
        struct ival p = libc_offset(&s, end - bytes_at(&at));
        struct place to = libc_access(r, &where, r->m->ptr_bits / 8, true);
        mem_put(r, to.o, to.off, (struct rir_scalar){r->m->ptr_bits, RIR_PTR}, &p);
    }
    return int_result(c, v);
}

BUILTIN(do_strtol)
{
    UNUSED_TASK;
    *ret = to_integer(r, c, true, (int)call_arg(c, 2).lo);
    return FLOW_DONE;
}

BUILTIN(do_strtoul)
{
    UNUSED_TASK;
    *ret = to_integer(r, c, false, (int)call_arg(c, 2).lo);
    return FLOW_DONE;
}

BUILTIN(do_atoi)
{
    UNUSED_TASK;
    *ret = to_integer(r, c, true, 10);
    return FLOW_DONE;
}

/* ---- tokens ---- */

/* The next token of the string at p, which is moved on; null when there is none. */
static struct ival next_token(struct run *r, struct ival *p, const struct ival *delimiters)
{
    struct ival none = {0}, start;
    libc_strlen(r, delimiters);
    uint64_t n = libc_strlen(r, p);
    struct place by = mem_place(r, delimiters, 1), at = mem_place(r, p, n + 1);
    uint64_t skip = strspn(bytes_at(&at), bytes_at(&by));
    start = *p = libc_offset(p, (int64_t)skip);
    if (skip == n)
        return none;
    at = mem_place(r, p, n - skip + 1);
    uint64_t len = strcspn(bytes_at(&at), bytes_at(&by));
    if (len < n - skip)
        put_zero(r, p, len++, 1);
    *p = libc_offset(p, (int64_t)len);
    return start;
}

BUILTIN(do_strtok_r)
{
    UNUSED_TASK;
    struct ival p = call_arg(c, 0), delimiters = call_arg(c, 1), save = call_arg(c, 2);
    struct rir_scalar ptr = {r->m->ptr_bits, RIR_PTR};
    struct place at = libc_access(r, &save, r->m->ptr_bits / 8, p.lo != 0);
    if (p.lo == 0)
        p = mem_get(r, at.o, at.off, ptr);
    *ret = (struct ival){0};
    if (p.lo == 0)
        return FLOW_DONE;
    *ret = next_token(r, &p, &delimiters);
    at = libc_access(r, &save, r->m->ptr_bits / 8, true);
    mem_put(r, at.o, at.off, ptr, &p);
    return FLOW_DONE;
}

BUILTIN(do_strtok)
{
    UNUSED_TASK;
    struct ival delimiters = call_arg(c, 1);
    if (call_arg(c, 0).lo != 0)
        r->token = call_arg(c, 0);
    *ret = r->token.lo == 0 ? r->token : next_token(r, &r->token, &delimiters);
    return FLOW_DONE;
}

BUILTIN(do_tolower)
{
    (void)r;
    UNUSED_TASK;
    *ret = int_result(c, tolower((int)call_arg(c, 0).lo));
    return FLOW_DONE;
}

BUILTIN(do_toupper)
{
    (void)r;
    UNUSED_TASK;
    *ret = int_result(c, toupper((int)call_arg(c, 0).lo));
    return FLOW_DONE;
}

builtin *libc_find_string(const char *name)
{
    static const struct libc_entry table[] = {
        {"memcpy", do_memcpy},
        {"memmove", do_memcpy},
        {"mempcpy", do_mempcpy},
        {"memset", do_memset},
        {"memcmp", do_memcmp},
        {"bcmp", do_memcmp},
        {"memchr", do_memchr},
        {"strlen", do_strlen},
        {"strnlen", do_strnlen},
        {"strcmp", do_strcmp},
        {"strcoll", do_strcmp},
        {"strncmp", do_strncmp},
        {"strcasecmp", do_strcasecmp},
        {"strcpy", do_strcpy},
        {"strncpy", do_strncpy},
        {"strcat", do_strcat},
        {"strncat", do_strncat},
        {"strchr", do_strchr},
        {"strrchr", do_strrchr},
        {"strstr", do_strstr},
        {"strdup", do_strdup},
        {"strndup", do_strndup},
        {"strtol", do_strtol},
        {"strtoll", do_strtol},
        {"strtoul", do_strtoul},
        {"strtoull", do_strtoul},
        {"__isoc23_strtol", do_strtol},
        {"__isoc23_strtoul", do_strtoul},
        {"atoi", do_atoi},
        {"atol", do_atoi},
        {"atoll", do_atoi},
        {"strtok", do_strtok},
        {"strtok_r", do_strtok_r},
        {"__strtok_r", do_strtok_r},
        {"tolower", do_tolower},
        {"toupper", do_toupper},
    };
    return libc_in(table, sizeof table / sizeof *table, name);
}
