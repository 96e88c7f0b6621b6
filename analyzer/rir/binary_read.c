/* Reading the binary form (layout: binary_int.h), from anybody.
 *
 * B1 Nothing is read beyond the payload: every number goes through get(), which fails at the end.
 * B2 The first failure ends it: get() then returns 0 for ever, so that loops over counts end as
 * well. B3 No array is larger than what is left of the payload: each element takes at least one
 * byte. B4 The module is handed out only if the verifier accepts it; indices are its business. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "rir/binary.h"
#include "rir/binary_int.h"
#include "rir/verify.h"

struct reader {
    const unsigned char *start, *at, *end; /* of the record's payload */
    struct rir_error *err;
    bool failed;
    struct rir_module *m;
    const char **strings;
    uint32_t nstrings;
};

static void fail(struct reader *r, const char *what)
{
    if (r->failed)
        return;
    r->failed = true;
    r->err->line = 0;
    r->err->col = (uint32_t)(r->at - r->start) + RIR_BINARY_HEADER;
    snprintf(r->err->text, sizeof r->err->text, "%s", what);
}

static uint64_t get(struct reader *r)
{
    uint64_t v = 0;
    for (unsigned shift = 0; !r->failed; shift += 7) {
        if (r->at == r->end) {
            fail(r, "it ends in the middle of a number");
            break;
        }
        unsigned char byte = *r->at++;
        if (shift > 63 || (shift == 63 && (byte & 0x7e) != 0)) {
            fail(r, "a number of more than 64 bits");
            break;
        }
        v |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return v;
    }
    return 0;
}

static uint64_t get_up_to(struct reader *r, uint64_t max)
{
    uint64_t v = get(r);
    if (v <= max)
        return v;
    fail(r, "a number that is too large");
    return 0;
}

static int64_t get_signed(struct reader *r)
{
    uint64_t v = get(r);
    return (int64_t)((v >> 1) ^ (0 - (v & 1)));
}

static uint32_t get_u32(struct reader *r)
{
    return (uint32_t)get_up_to(r, UINT32_MAX);
}

static uint8_t get_u8(struct reader *r)
{
    return (uint8_t)get_up_to(r, UINT8_MAX);
}

static bool get_bool(struct reader *r)
{
    return get_up_to(r, 1) != 0;
}

static uint32_t get_index(struct reader *r) /* or RIR_NONE */
{
    uint32_t v = get_u32(r);
    return v == 0 ? RIR_NONE : v - 1;
}

static uint32_t get_count(struct reader *r)
{
    uint64_t n = get(r);
    if (n > (uint64_t)(r->end - r->at) || n >= RIR_NONE) {
        fail(r, "a table that is longer than the record");
        return 0;
    }
    return (uint32_t)n;
}

static const char *get_string(struct reader *r)
{
    uint64_t n = get_up_to(r, r->nstrings);
    return n == 0 ? NULL : r->strings[n - 1];
}

static struct rir_scalar get_scalar(struct reader *r)
{
    uint64_t v = get_up_to(r, (uint64_t)UINT16_MAX << 2 | 3);
    return (struct rir_scalar){(uint16_t)(v >> 2), (uint8_t)(v & 3)};
}

static struct rir_argpos get_argpos(struct reader *r)
{
    uint64_t v = get_up_to(r, (uint64_t)UINT16_MAX << 2 | 3);
    return (struct rir_argpos){(uint16_t)(v >> 2), (uint16_t)(v & 3)};
}

static struct rir_pos get_pos(struct reader *r)
{
    const char *file = get_string(r);
    uint32_t line = get_u32(r), col = get_u32(r);
    return (struct rir_pos){file, line, col};
}

static void *table(struct reader *r, uint32_t n, size_t size)
{
    return n == 0 ? NULL : arena_alloc(&r->m->arena, n * size);
}

static void get_strings(struct reader *r)
{
    r->nstrings = get_count(r);
    r->strings = malloc(((size_t)r->nstrings + 1) * sizeof *r->strings);
    if (r->strings == NULL)
        abort();
    for (uint32_t i = 0; i < r->nstrings; i++) {
        uint32_t n = get_count(r);
        if (!r->failed && memchr(r->at, '\0', n) != NULL)
            fail(r, "a string with a NUL in it");
        r->strings[i] = intern_n(&r->m->strings, (const char *)r->at, r->failed ? 0 : n);
        r->at += r->failed ? 0 : n;
    }
}

/* ---- types and globals ---- */

static struct rir_type get_type(struct reader *r)
{
    struct rir_type t = {.kind = get_u8(r)};
    t.flags = get_u32(r);
    t.name = get_string(r);
    t.size = get(r);
    t.elem = get_index(r);
    t.count = get(r);
    t.variadic = get_bool(r);
    t.nfields = get_count(r);
    t.fields = table(r, t.nfields, sizeof *t.fields);
    for (uint32_t i = 0; i < t.nfields; i++) {
        t.fields[i].name = get_string(r);
        t.fields[i].type = get_index(r);
        t.fields[i].offset = get(r);
        t.fields[i].flags = get_u32(r);
        t.fields[i].why = get_string(r);
    }
    return t;
}

static void get_data(struct reader *r, struct rir_global *g)
{
    if (!get_bool(r))
        return;
    g->ndata = get_count(r);
    if (r->failed)
        g->ndata = 0;
    g->data = arena_copy(&r->m->arena, r->at, g->ndata);
    r->at += g->ndata;
}

static struct rir_global get_global(struct reader *r)
{
    struct rir_global g = {.name = get_string(r)};
    g.source = get_string(r);
    g.linkage = get_u8(r);
    g.flags = get_u32(r);
    g.type = get_index(r);
    g.size = get(r);
    g.align = get_u32(r);
    g.pos = get_pos(r);
    g.why = get_string(r);
    g.alias = get_string(r);
    g.ninit = get_count(r);
    g.init = table(r, g.ninit, sizeof *g.init);
    for (uint32_t i = 0; i < g.ninit; i++) {
        g.init[i].offset = get(r);
        g.init[i].is_func = get_bool(r);
        g.init[i].target = get_u32(r);
        g.init[i].addend = get_signed(r);
    }
    get_data(r, &g);
    return g;
}

/* ---- functions ---- */

static struct rir_value get_value(struct reader *r)
{
    uint8_t first = get_u8(r);
    struct rir_value v = {.kind = first & BINARY_VALUE_KIND, .src = RIR_NONE};
    v.type = get_scalar(r);
    switch (v.kind) {
    case RIR_V_PARAM:
    case RIR_V_FUNC:
        v.ref = get_u32(r);
        break;
    case RIR_V_CONST:
        v.imm = get_signed(r);
        break;
    case RIR_V_GLOBAL:
        v.ref = get_u32(r);
        v.imm = get_signed(r);
        break;
    case RIR_V_UNKNOWN:
        v.why = get_string(r);
        break;
    case RIR_V_INSN:
        v.ref = RIR_NONE; /* until an instruction claims it */
        break;
    default:
        break;
    }
    if ((first & BINARY_VALUE_SRC) != 0)
        v.src = get_u32(r);
    if ((first & BINARY_VALUE_NAME) != 0)
        v.name = get_string(r);
    return v;
}

static void get_operands(struct reader *r, struct rir_insn *in, unsigned mask)
{
    if ((mask & BINARY_ARGS) != 0) {
        in->nargs = get_count(r);
        in->args = table(r, in->nargs, sizeof *in->args);
        for (uint32_t i = 0; i < in->nargs; i++)
            in->args[i] = get_u32(r);
    }
    if ((mask & BINARY_POS) != 0) {
        in->pos = arena_alloc(&r->m->arena, rir_call_args(in) * sizeof *in->pos);
        for (uint32_t i = 0; i < rir_call_args(in); i++)
            in->pos[i] = get_argpos(r);
    }
    if ((mask & BINARY_BLOCKS) == 0)
        return;
    in->nblocks = get_count(r);
    in->blocks = table(r, in->nblocks, sizeof *in->blocks);
    for (uint32_t i = 0; i < in->nblocks; i++)
        in->blocks[i] = get_u32(r);
    if (in->op != RIR_SWITCH || in->nblocks < 2)
        return;
    in->cases = table(r, in->nblocks - 1, sizeof *in->cases);
    for (uint32_t i = 0; i + 1 < in->nblocks; i++)
        in->cases[i] = get_signed(r);
}

static struct rir_insn get_insn(struct reader *r)
{
    struct rir_insn in = {.op = get_u8(r), .ref = RIR_NONE, .field = RIR_NONE};
    unsigned mask = (unsigned)get_up_to(r, BINARY_ALL);
    in.sub = (mask & BINARY_SUB) != 0 ? get_u8(r) : 0;
    in.flags = (mask & BINARY_FLAGS) != 0 ? (uint16_t)get_up_to(r, UINT16_MAX) : 0;
    in.site = (mask & BINARY_SITE) != 0 ? get_u32(r) : RIR_NONE;
    in.result = (mask & BINARY_RESULTS) != 0 ? get_u32(r) : RIR_NONE;
    in.nresults = (mask & BINARY_RESULTS) != 0 ? get_u32(r) : 0;
    in.ref = (mask & BINARY_REF) != 0 ? get_u32(r) : RIR_NONE;
    in.field = (mask & BINARY_FIELD) != 0 ? get_u32(r) : RIR_NONE;
    in.imm = (mask & BINARY_IMM) != 0 ? get_signed(r) : 0;
    in.src = (mask & BINARY_SRC) != 0 ? get_u32(r) : RIR_NONE;
    get_operands(r, &in, mask);
    in.text = (mask & BINARY_TEXT) != 0 ? get_string(r) : NULL;
    return in;
}

static void get_sites(struct reader *r, struct rir_func *f)
{
    const char *file = f->pos.file;
    uint32_t line = f->pos.line;
    f->nsites = get_count(r);
    f->sites = table(r, f->nsites, sizeof *f->sites);
    for (uint32_t i = 0; i < f->nsites; i++) {
        uint8_t first = get_u8(r);
        f->sites[i].kind = first & (BINARY_SAME_FILE - 1);
        if ((first & BINARY_SAME_FILE) == 0)
            file = get_string(r);
        line += (uint32_t)get_signed(r); /* wraps: any line is as good as another */
        f->sites[i].pos = (struct rir_pos){file, line, get_u32(r)};
    }
}

/* Blocks lie one after the other; the verifier checks that they add up. */
static void get_blocks(struct reader *r, struct rir_func *f)
{
    uint32_t first = 0;
    f->nblocks = get_count(r);
    f->blocks = table(r, f->nblocks, sizeof *f->blocks);
    for (uint32_t i = 0; i < f->nblocks; i++) {
        f->blocks[i].name = get_string(r);
        f->blocks[i].first = first;
        f->blocks[i].count = get_u32(r);
        first += f->blocks[i].count;
    }
}

static void get_insns(struct reader *r, struct rir_func *f)
{
    uint32_t block = 0, left = f->nblocks == 0 ? 0 : f->blocks[0].count, unclaimed = f->nvalues;
    f->ninsns = get_count(r);
    f->insns = table(r, f->ninsns, sizeof *f->insns);
    for (uint32_t i = 0; i < f->ninsns; i++) {
        struct rir_insn *in = &f->insns[i];
        *in = get_insn(r);
        while (left == 0 && block + 1 < f->nblocks)
            left = f->blocks[++block].count;
        in->block = block;
        left -= left == 0 ? 0 : 1;
        if (in->nresults > unclaimed) {
            fail(r, "more results than values");
            in->nresults = 0;
        }
        unclaimed -= in->nresults;
        for (uint32_t k = 0; k < in->nresults; k++)
            if (in->result < f->nvalues - k && f->values[in->result + k].kind == RIR_V_INSN)
                f->values[in->result + k].ref = i;
    }
}

static void get_params(struct reader *r, struct rir_func *f)
{
    f->nparams = get_count(r);
    f->params = table(r, f->nparams, sizeof *f->params);
    for (uint32_t i = 0; i < f->nparams; i++) {
        struct rir_param *p = &f->params[i];
        p->value = get_index(r);
        p->type = get_scalar(r);
        p->pos = get_argpos(r);
        p->src = get_index(r);
        p->name = get_string(r);
    }
    f->nresults = get_count(r);
    f->results = table(r, f->nresults, sizeof *f->results);
    for (uint32_t i = 0; i < f->nresults; i++)
        f->results[i] = get_scalar(r);
}

static int16_t get_position(struct reader *r)
{
    int64_t v = get_signed(r);
    if (v < INT16_MIN || v > INT16_MAX)
        fail(r, "a position that is too large");
    return (int16_t)v;
}

static void get_anns(struct reader *r, struct rir_func *f)
{
    f->nanns = get_count(r);
    f->anns = table(r, f->nanns, sizeof *f->anns);
    for (uint32_t i = 0; i < f->nanns; i++) {
        struct rir_ann *a = &f->anns[i];
        a->kind = get_u8(r);
        uint8_t when = get_u8(r);
        a->when = when >> 1;
        a->model = (when & 1) != 0;
        a->a = get_position(r);
        a->b = get_position(r);
        a->text = get_string(r);
    }
}

static struct rir_func get_func(struct reader *r)
{
    struct rir_func f = {.name = get_string(r)};
    f.source = get_string(r);
    f.linkage = get_u8(r);
    f.flags = get_u32(r);
    f.type = get_index(r);
    f.pos = get_pos(r);
    f.alias = get_string(r);
    f.ncparams = get_u32(r);
    get_params(r, &f);
    get_anns(r, &f);
    if ((f.flags & RIR_FUNC_DEFINED) == 0)
        return f;
    f.nvalues = get_count(r);
    f.values = table(r, f.nvalues, sizeof *f.values);
    for (uint32_t i = 0; i < f.nvalues; i++)
        f.values[i] = get_value(r);
    get_sites(r, &f);
    get_blocks(r, &f);
    get_insns(r, &f);
    return f;
}

static void get_module(struct reader *r)
{
    struct rir_module *m = r->m;
    get_strings(r);
    m->name = get_string(r);
    m->target = get_string(r);
    m->ptr_bits = (uint16_t)get_up_to(r, UINT16_MAX);
    for (uint32_t n = get_count(r); n > 0 && !r->failed; n--) {
        const char *file = get_string(r);
        if (file == NULL)
            fail(r, "a file without a name");
        vec_push(&m->files, file);
    }
    for (uint32_t n = get_count(r); n > 0 && !r->failed; n--) {
        struct rir_type t = get_type(r);
        vec_push(&m->types, t);
    }
    for (uint32_t n = get_count(r); n > 0 && !r->failed; n--) {
        struct rir_global g = get_global(r);
        vec_push(&m->globals, g);
    }
    for (uint32_t n = get_count(r); n > 0 && !r->failed; n--) {
        struct rir_func f = get_func(r);
        vec_push(&m->funcs, f);
    }
    if (!r->failed && r->at != r->end)
        fail(r, "bytes after the module");
}

/* ---- the record ---- */

static uint64_t fixed(const unsigned char *from, int n)
{
    uint64_t v = 0;
    for (int i = 0; i < n; i++)
        v |= (uint64_t)from[i] << (8 * i);
    return v;
}

/* Whether data starts with a whole record of ours. */
static bool check_header(const unsigned char *data, size_t size, struct rir_error *err)
{
    char *text = err->text;
    size_t n = sizeof err->text;
    if (size < 4 || memcmp(data, RIR_BINARY_MAGIC, 4) != 0) {
        snprintf(text, n, "this is no RIR record: it does not start with %s", RIR_BINARY_MAGIC);
        return false;
    }
    if (size < RIR_BINARY_HEADER) {
        snprintf(text, n, "the record is cut off: %zu bytes", size);
        return false;
    }
    uint64_t version = fixed(data + 4, 4), length = fixed(data + 8, 8);
    if (version != RIR_BINARY_VERSION) {
        snprintf(text, n, "the record is of version %llu, this program reads version %d",
                 (unsigned long long)version, RIR_BINARY_VERSION);
        return false;
    }
    if (length > size - RIR_BINARY_HEADER) {
        snprintf(text, n, "the record is cut off: %zu bytes of %llu", size - RIR_BINARY_HEADER,
                 (unsigned long long)length);
        return false;
    }
    if (fixed(data + 16, 8) != hash_mem(data + RIR_BINARY_HEADER, length)) {
        snprintf(text, n, "the record is damaged: its checksum is wrong");
        return false;
    }
    return true;
}

struct rir_module *rir_binary_read(const unsigned char *data, size_t size, size_t *used,
                                   struct rir_error *err)
{
    *used = 0;
    *err = (struct rir_error){0};
    if (!check_header(data, size, err))
        return NULL;
    uint64_t length = fixed(data + 8, 8);
    struct reader r = {.start = data + RIR_BINARY_HEADER, .err = err};
    r.at = r.start;
    r.end = r.start + length;
    r.m = rir_module_new(NULL, 64);
    get_module(&r);
    free(r.strings);
    char why[120];
    if (!r.failed && !rir_verify(r.m, why, sizeof why)) {
        r.failed = true;
        snprintf(err->text, sizeof err->text, "the record is not consistent: %s", why);
    }
    if (r.failed) {
        rir_module_free(r.m);
        return NULL;
    }
    *used = RIR_BINARY_HEADER + (size_t)length;
    return r.m;
}
