/* Built-in functions of the C library: formatted and plain output.
 *
 * Formats are taken apart here and each conversion is handed to the host's snprintf, so that the
 * text is what the program itself would print. Standard output is kept in the result; other streams
 * are formatted (their arguments are read) and dropped. Reads of strings, and writes of the buffer
 * of snprintf and of %n, are judged at the call. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

struct args { /* where a conversion's arguments come from: the call, or a va_list */
    const struct call *c;
    uint32_t next;
    bool list;
    struct place at; /* of the list */
};

/* The text made so far is r->text: it belongs to the run, which may end at any argument. */

static void add(struct run *r, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vec_push(&r->text, s[i]);
}

static struct ival next_arg(struct run *r, struct args *a, struct rir_scalar t)
{
    if (!a->list) {
        if (a->next >= a->c->nargs)
            run_stop(r, INTERP_UNSAFE, "a format with too few arguments");
        return a->c->args[a->next++];
    }
    return varargs_next(r, &a->at, t);
}

struct spec {
    char text[32]; /* "%-5.3" without length and conversion */
    size_t n;
    int longs, shorts; /* l, h */
    bool big;          /* L */
    char conv;
    bool has_precision;
    int precision;
};

static const char *read_number(struct run *r, const char *f, struct args *a, struct spec *s,
                               int *value)
{
    *value = 0;
    if (*f == '*') {
        struct ival v = next_arg(r, a, (struct rir_scalar){32, RIR_INT});
        *value = (int)(uint32_t)v.lo;
        s->n += (size_t)snprintf(s->text + s->n, sizeof s->text - s->n, "%d", *value);
        return f + 1;
    }
    while (*f >= '0' && *f <= '9' && s->n < 20) {
        *value = *value * 10 + (*f - '0');
        s->text[s->n++] = *f++;
    }
    return f;
}

static const char *read_length(const char *f, struct spec *s)
{
    for (;; f++)
        if (*f == 'l')
            s->longs++;
        else if (*f == 'h')
            s->shorts++;
        else if (*f == 'z' || *f == 'j' || *f == 't')
            s->longs = 2;
        else if (*f == 'L')
            s->big = true;
        else
            return f;
}

static const char *read_spec(struct run *r, const char *f, struct args *a, struct spec *s)
{
    int width;
    *s = (struct spec){.text = "%", .n = 1};
    while (*f && strchr("-+ #0", *f) && s->n < 8)
        s->text[s->n++] = *f++;
    f = read_number(r, f, a, s, &width);
    if (*f == '.') {
        s->text[s->n++] = *f++;
        s->has_precision = true;
        f = read_number(r, f, a, s, &s->precision);
    }
    f = read_length(f, s);
    s->conv = *f;
    return *f ? f + 1 : f;
}

static void add_formatted(struct run *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void add_formatted(struct run *r, const char *fmt, ...)
{
    char buf[512];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    add(r, buf, n < 0 ? 0 : (size_t)n < sizeof buf ? (size_t)n : sizeof buf - 1);
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wformat-nonliteral"

static void format_integer(struct run *r, struct args *a, struct spec *s)
{
    bool is_signed = s->conv == 'd' || s->conv == 'i';
    unsigned bits = s->longs ? 64 : 32;
    if (s->longs == 1 && r->m->ptr_bits < 64)
        bits = 32;
    struct ival v = next_arg(r, a, (struct rir_scalar){(uint16_t)bits, RIR_INT});
    if (s->shorts)
        bits = s->shorts > 1 ? 8 : 16;
    uint64_t x = (uint64_t)num_value(&v, bits), sign = UINT64_C(1) << (bits - 1);
    char fmt[40];
    snprintf(fmt, sizeof fmt, "%.*sll%c", (int)s->n, s->text, s->conv);
    if (is_signed)
        add_formatted(r, fmt, (long long)((x ^ sign) - sign));
    else
        add_formatted(r, fmt, (unsigned long long)x);
}

static void format_float(struct run *r, struct args *a, struct spec *s)
{
    struct rir_scalar t = {s->big ? 80 : 64, RIR_FLOAT};
    struct ival v = next_arg(r, a, t);
    char fmt[40];
    snprintf(fmt, sizeof fmt, "%.*s%c", (int)s->n, s->text, s->conv);
    add_formatted(r, fmt, num_double(&v, t, r));
}

static void format_string(struct run *r, struct args *a, struct spec *s)
{
    struct ival p = next_arg(r, a, (struct rir_scalar){r->m->ptr_bits, RIR_PTR});
    if (!p.lo) {
        add(r, "(null)", 6);
        return;
    }
    struct place at = mem_place(r, &p, 0);
    uint64_t max = s->has_precision && s->precision >= 0 ? (uint64_t)s->precision : UINT64_MAX;
    uint64_t n = 0;
    while (n < max && at.off + n < at.o->size && at.o->bytes[at.off + n])
        n++;
    if (n < max && at.off + n == at.o->size)
        run_stop(r, INTERP_UNSAFE, "a string without an end");
    libc_access(r, &p, n < max ? n + 1 : n, false);
    char fmt[40];
    size_t head = s->n; /* width only: the precision is already in n */
    char *dot = memchr(s->text, '.', s->n);
    if (dot)
        head = (size_t)(dot - s->text);
    snprintf(fmt, sizeof fmt, "%.*s.*s", (int)head, s->text);
    char *copy = malloc(n + 512);
    if (!copy)
        run_stop(r, INTERP_LIMIT, "out of memory");
    int len = snprintf(copy, n + 512, fmt, (int)n, (const char *)at.o->bytes + at.off);
    add(r, copy, len < 0 ? 0 : (size_t)len);
    free(copy);
}

#pragma clang diagnostic pop

static void format_one(struct run *r, struct args *a, struct spec *s)
{
    switch (s->conv) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        format_integer(r, a, s);
        break;
    case 'c': {
        struct ival v = next_arg(r, a, (struct rir_scalar){32, RIR_INT});
        add(r, &(char){(char)v.lo}, 1);
        break;
    }
    case 's':
        format_string(r, a, s);
        break;
    case 'p':
        add_formatted(
            r, "0x%llx",
            (unsigned long long)next_arg(r, a, (struct rir_scalar){r->m->ptr_bits, RIR_PTR}).lo);
        break;
    case 'e':
    case 'f':
    case 'g':
    case 'a':
    case 'E':
    case 'F':
    case 'G':
    case 'A':
        format_float(r, a, s);
        break;
    case '%':
        add(r, "%", 1);
        break;
    default:
        run_stop(r, INTERP_CANNOT, "cannot run: a format with %%%c", s->conv);
    }
}

static void format(struct run *r, const struct ival *fmt, struct args *a)
{
    r->text.len = 0;
    uint64_t n = libc_strlen(r, fmt);
    struct place at = mem_place(r, fmt, n + 1);
    const char *f = arena_copy(&r->arena, at.o->bytes + at.off, n + 1);
    while (*f) {
        if (*f != '%') {
            add(r, f++, 1);
            continue;
        }
        struct spec s;
        f = read_spec(r, f + 1, a, &s);
        format_one(r, a, &s);
    }
}

/* Where output goes: position of the stream, of the buffer and its size, of the format (-1: none).
 */
struct shape {
    const char *name;
    int stream, buffer, size, fmt;
    bool list;
};

static const struct shape shapes[] = {
    {"printf", -1, -1, -1, 0, false}, {"vprintf", -1, -1, -1, 0, true},
    {"fprintf", 0, -1, -1, 1, false}, {"vfprintf", 0, -1, -1, 1, true},
    {"sprintf", -1, 0, -1, 1, false}, {"vsprintf", -1, 0, -1, 1, true},
    {"snprintf", -1, 0, 1, 2, false}, {"vsnprintf", -1, 0, 1, 2, true},
};

static bool is_stdout(struct run *r, const struct ival *stream)
{
    uint32_t g = rir_find_global(r->m, "stdout");
    if (g == RIR_NONE)
        return false;
    struct object *o = mem_global(r, run_task(r), g);
    struct ival p = mem_get(r, o, 0, (struct rir_scalar){r->m->ptr_bits, RIR_PTR});
    return p.lo == stream->lo;
}

static void deliver(struct run *r, const struct call *c, const struct shape *s)
{
    if (s->buffer >= 0) {
        struct ival b = call_arg(c, (uint32_t)s->buffer);
        uint64_t room = s->size >= 0 ? call_arg(c, (uint32_t)s->size).lo : r->text.len + 1;
        uint64_t n = r->text.len < room ? r->text.len : room - 1;
        if (!room)
            return;
        struct place at = libc_access(r, &b, n + 1, true);
        mem_fill(r, at.o, at.off, 0, n + 1);
        if (n)
            memcpy(at.o->bytes + at.off, r->text.data, n);
        return;
    }
    struct ival stream = s->stream >= 0 ? call_arg(c, (uint32_t)s->stream) : (struct ival){0};
    if (s->stream < 0 || is_stdout(r, &stream))
        libc_output(r, r->text.data, r->text.len);
}

static enum flow do_printf(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    const char *name = r->m->funcs.data[c->func].name;
    const struct shape *s = shapes;
    while (strcmp(s->name, name))
        s++;
    struct args a = {.c = c, .next = (uint32_t)s->fmt + 1, .list = s->list};
    if (s->list) {
        struct ival list = call_arg(c, (uint32_t)s->fmt + 1);
        a.at = mem_place(r, &list, varargs_list_size(r));
    }
    struct ival fmt = call_arg(c, (uint32_t)s->fmt);
    format(r, &fmt, &a);
    deliver(r, c, s);
    *ret = num_int(r->text.len);
    return FLOW_DONE;
}

static enum flow do_puts(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    struct ival p = call_arg(c, 0);
    uint64_t n = libc_strlen(r, &p);
    struct place at = mem_place(r, &p, n);
    libc_output(r, (const char *)at.o->bytes + at.off, n);
    libc_output(r, "\n", 1);
    *ret = num_int(1);
    return FLOW_DONE;
}

static enum flow do_fputs(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    struct ival p = call_arg(c, 0), stream = call_arg(c, 1);
    uint64_t n = libc_strlen(r, &p);
    struct place at = mem_place(r, &p, n);
    if (is_stdout(r, &stream))
        libc_output(r, (const char *)at.o->bytes + at.off, n);
    *ret = num_int(1);
    return FLOW_DONE;
}

static enum flow do_putchar(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    struct ival ch = call_arg(c, 0), stream = call_arg(c, 1);
    if (c->nargs < 2 || is_stdout(r, &stream))
        libc_output(r, &(char){(char)ch.lo}, 1);
    *ret = num_int(ch.lo & 0xff);
    return FLOW_DONE;
}

static enum flow do_fflush(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)r;
    (void)t;
    (void)c;
    *ret = (struct ival){0};
    return FLOW_DONE;
}

builtin *libc_find_format(const char *name)
{
    static const struct libc_entry table[] = {
        {"puts", do_puts},     {"putchar", do_putchar}, {"fputs", do_fputs},
        {"fputc", do_putchar}, {"putc", do_putchar},    {"fflush", do_fflush},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (!strcmp(shapes[i].name, name))
            return do_printf;
    return libc_in(table, sizeof table / sizeof *table, name);
}
