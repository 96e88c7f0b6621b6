/* Reading the binary form (layout: binary_int.h), from anybody.
 *
 * B1 Nothing is read beyond a column: every number goes through get(), which fails at the end.
 * B2 The first failure ends it: get() then returns 0 for ever, so that loops over counts end as
 *    well.
 * B3 No array is larger than what is left of the column that its elements start in: each element
 *    takes at least one byte there.
 * B4 Work is bounded by the record's size: what looks for the next result only goes forward.
 * B5 The module is handed out only if the verifier accepts it; indices are its business. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "rir/binary.h"
#include "rir/binary_int.h"
#include "rir/verify.h"

struct column {
    const unsigned char *at, *end;
};

struct keys { /* shapes that were met */
    VEC(uint64_t) v;
};

struct reader {
    const unsigned char *start; /* of the payload */
    struct column columns[COLUMN_COUNT];
    struct rir_error *err;
    bool failed;
    struct rir_module *m;
    VEC(const char *) strings;
    struct keys insns, values;
};

static void fail_at(struct reader *r, const unsigned char *at, const char *what)
{
    if (r->failed)
        return;
    r->failed = true;
    r->err->line = 0;
    r->err->col = (uint32_t)(at - r->start) + RIR_BINARY_HEADER;
    snprintf(r->err->text, sizeof r->err->text, "%s", what);
}

static void fail(struct reader *r, enum binary_column c, const char *what)
{
    fail_at(r, r->columns[c].at, what);
}

static uint64_t get_number(struct reader *r, struct column *c)
{
    uint64_t v = 0;
    for (unsigned shift = 0; !r->failed; shift += 7) {
        if (c->at == c->end) {
            fail_at(r, c->at, "it ends in the middle of a number");
            break;
        }
        unsigned char byte = *c->at++;
        if (shift > 63 || (shift == 63 && (byte & 0x7e) != 0)) {
            fail_at(r, c->at, "a number of more than 64 bits");
            break;
        }
        v |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return v;
    }
    return 0;
}

static uint64_t get(struct reader *r, enum binary_column c)
{
    return get_number(r, &r->columns[c]);
}

static uint64_t get_up_to(struct reader *r, enum binary_column c, uint64_t max)
{
    uint64_t v = get(r, c);
    if (v <= max)
        return v;
    fail(r, c, "a number that is too large");
    return 0;
}

static int64_t get_signed(struct reader *r, enum binary_column c)
{
    uint64_t v = get(r, c);
    return (int64_t)((v >> 1) ^ (0 - (v & 1)));
}

static uint32_t get_u32(struct reader *r, enum binary_column c)
{
    return (uint32_t)get_up_to(r, c, UINT32_MAX);
}

static uint8_t get_u8(struct reader *r, enum binary_column c)
{
    return (uint8_t)get_up_to(r, c, UINT8_MAX);
}

static bool get_bool(struct reader *r, enum binary_column c)
{
    return get_up_to(r, c, 1) != 0;
}

/* A number as seen from `from`. */
static uint64_t get_from(struct reader *r, enum binary_column c, uint64_t from)
{
    return from + (uint64_t)get_signed(r, c);
}

static uint32_t get_u32_from(struct reader *r, enum binary_column c, uint64_t from)
{
    uint64_t v = get_from(r, c, from);
    if (v <= UINT32_MAX)
        return (uint32_t)v;
    fail(r, c, "a number that is too large");
    return 0;
}

static uint32_t get_index(struct reader *r, enum binary_column c) /* or RIR_NONE */
{
    return get_u32(r, c) - 1;
}

/* Refuses more elements than the column can have that they start in. */
static uint32_t bounded(struct reader *r, uint64_t n, enum binary_column elements)
{
    const struct column *e = &r->columns[elements];
    if (n <= (uint64_t)(e->end - e->at) && n < RIR_NONE && !r->failed)
        return (uint32_t)n;
    fail(r, elements, "a table that is longer than the record");
    return 0;
}

static uint32_t get_count(struct reader *r, enum binary_column c, enum binary_column elements)
{
    return bounded(r, get(r, c), elements);
}

static const char *next_string(struct reader *r)
{
    uint32_t n = get_count(r, COLUMN_STRING_LENGTH, COLUMN_STRING);
    struct column *c = &r->columns[COLUMN_STRING];
    if (r->failed || memchr(c->at, '\0', n) != NULL) {
        fail(r, COLUMN_STRING, "a string with a NUL in it");
        return NULL;
    }
    const char *s = intern_n(&r->m->strings, (const char *)c->at, n);
    c->at += n;
    vec_push(&r->strings, s);
    return s;
}

static const char *get_string(struct reader *r, enum binary_column c)
{
    uint64_t back = get_up_to(r, c, (uint64_t)r->strings.len + 1);
    if (back == 0)
        return NULL;
    return back == 1 ? next_string(r) : r->strings.data[r->strings.len - (uint32_t)(back - 1)];
}

static uint64_t get_shape(struct reader *r, struct keys *keys, enum binary_column c,
                          enum binary_column table)
{
    uint64_t number = get_up_to(r, c, keys->v.len);
    if (number != 0)
        return keys->v.data[number - 1];
    uint64_t key = get(r, table);
    if (!r->failed)
        vec_push(&keys->v, key);
    return key;
}

static struct rir_scalar scalar_of(struct reader *r, enum binary_column c, uint64_t v)
{
    if (v > ((uint64_t)UINT16_MAX << 2 | 3)) {
        fail(r, c, "a number that is too large");
        v = 0;
    }
    return (struct rir_scalar){(uint16_t)(v >> 2), (uint8_t)(v & 3)};
}

static struct rir_scalar get_scalar(struct reader *r, enum binary_column c)
{
    return scalar_of(r, c, get(r, c));
}

static struct rir_argpos get_argpos(struct reader *r, enum binary_column c, uint64_t from)
{
    uint64_t v = get_from(r, c, from);
    if (v > ((uint64_t)UINT16_MAX << 2 | 3)) {
        fail(r, c, "a number that is too large");
        v = 0;
    }
    return (struct rir_argpos){(uint16_t)(v >> 2), (uint16_t)(v & 3)};
}

static struct rir_pos get_pos(struct reader *r)
{
    const char *file = get_string(r, COLUMN_POSITION);
    uint32_t line = get_u32(r, COLUMN_POSITION), col = get_u32(r, COLUMN_POSITION);
    return (struct rir_pos){file, line, col};
}

static void *table(struct reader *r, uint32_t n, size_t size)
{
    return n == 0 ? NULL : arena_alloc(&r->m->arena, n * size);
}

/* ---- types and globals ---- */

static void get_fields(struct reader *r, struct rir_type *t, uint32_t index)
{
    struct rir_field before = {.type = index};
    t->fields = table(r, t->nfields, sizeof *t->fields);
    for (uint32_t i = 0; i < t->nfields; i++) {
        struct rir_field *f = &t->fields[i];
        f->flags = get_u32(r, COLUMN_FIELD);
        f->name = get_string(r, COLUMN_FIELD_NAME);
        f->why = get_string(r, COLUMN_FIELD_NAME);
        f->type = get_u32_from(r, COLUMN_FIELD_TYPE, before.type) - 1;
        f->offset = get_from(r, COLUMN_FIELD_OFFSET, before.offset);
        before = *f;
    }
}

static struct rir_type get_type(struct reader *r, uint32_t index)
{
    struct rir_type t = {.kind = get_u8(r, COLUMN_TYPE)};
    t.flags = get_u32(r, COLUMN_TYPE);
    t.name = get_string(r, COLUMN_TYPE_NAME);
    t.size = get(r, COLUMN_TYPE_SIZE);
    t.count = get(r, COLUMN_TYPE_SIZE);
    t.elem = get_u32_from(r, COLUMN_TYPE_ELEM, index) - 1;
    t.variadic = get_bool(r, COLUMN_FIELDS);
    t.nfields = get_count(r, COLUMN_FIELDS, COLUMN_FIELD);
    get_fields(r, &t, index);
    return t;
}

static void get_inits(struct reader *r, struct rir_global *g)
{
    struct rir_init before = {0};
    g->ninit = get_count(r, COLUMN_INIT, COLUMN_INIT_TARGET);
    g->init = table(r, g->ninit, sizeof *g->init);
    for (uint32_t i = 0; i < g->ninit; i++) {
        g->init[i].offset = get_from(r, COLUMN_INIT, before.offset);
        g->init[i].is_func = get_bool(r, COLUMN_INIT);
        g->init[i].target = get_u32_from(r, COLUMN_INIT_TARGET, before.target);
        g->init[i].addend = get_signed(r, COLUMN_INIT_ADDEND);
        before = g->init[i];
    }
}

static void get_data(struct reader *r, struct rir_global *g)
{
    if (!get_bool(r, COLUMN_GLOBAL))
        return;
    struct column *c = &r->columns[COLUMN_DATA];
    g->ndata = get_count(r, COLUMN_GLOBAL, COLUMN_DATA);
    g->data = arena_copy(&r->m->arena, c->at, g->ndata);
    c->at += g->ndata;
}

static struct rir_global get_global(struct reader *r)
{
    struct rir_global g = {.name = get_string(r, COLUMN_GLOBAL_NAME)};
    g.source = get_string(r, COLUMN_GLOBAL_NAME);
    g.linkage = get_u8(r, COLUMN_GLOBAL);
    g.flags = get_u32(r, COLUMN_GLOBAL);
    g.type = get_index(r, COLUMN_GLOBAL_TYPE);
    g.size = get(r, COLUMN_GLOBAL);
    g.align = get_u32(r, COLUMN_GLOBAL);
    g.pos = get_pos(r);
    g.why = get_string(r, COLUMN_GLOBAL_NAME);
    g.alias = get_string(r, COLUMN_GLOBAL_NAME);
    get_inits(r, &g);
    get_data(r, &g);
    return g;
}

/* ---- functions ---- */

static struct rir_value get_value(struct reader *r)
{
    uint64_t key = get_shape(r, &r->values, COLUMN_VALUE, COLUMN_VALUE_KEY);
    struct rir_value v = {.kind = key & BINARY_VALUE_KIND, .src = RIR_NONE};
    v.type = scalar_of(r, COLUMN_VALUE, key >> BINARY_VALUE_BITS);
    switch (v.kind) {
    case RIR_V_PARAM:
    case RIR_V_FUNC:
        v.ref = get_u32(r, COLUMN_VALUE_REF);
        break;
    case RIR_V_CONST:
        v.imm = get_signed(r, COLUMN_VALUE_IMM);
        break;
    case RIR_V_GLOBAL:
        v.ref = get_u32(r, COLUMN_VALUE_REF);
        v.imm = get_signed(r, COLUMN_VALUE_IMM);
        break;
    case RIR_V_UNKNOWN:
        v.why = get_string(r, COLUMN_VALUE_NAME);
        break;
    case RIR_V_INSN:
        v.ref = RIR_NONE; /* until an instruction claims it */
        break;
    default:
        break;
    }
    if ((key & BINARY_VALUE_SRC) != 0)
        v.src = get_u32(r, COLUMN_VALUE_SRC);
    if ((key & BINARY_VALUE_NAME) != 0)
        v.name = get_string(r, COLUMN_VALUE_NAME);
    return v;
}

/* What the instructions before have led to. */
struct progress {
    const struct rir_func *f;
    uint32_t result, site; /* the next ones, if nothing is said */
};

static int64_t field_offset(const struct reader *r, const struct rir_insn *in)
{
    if (in->ref >= r->m->types.len || in->field >= r->m->types.data[in->ref].nfields)
        return 0; /* the verifier will say so */
    return (int64_t)r->m->types.data[in->ref].fields[in->field].offset;
}

static uint32_t get_operand_count(struct reader *r, uint8_t n, uint8_t most,
                                  enum binary_column elements)
{
    return bounded(r, n == most ? get(r, COLUMN_INSN_COUNT) : n, elements);
}

static void get_counts(struct reader *r, const struct binary_shape *shape, struct rir_insn *in)
{
    in->nargs = get_operand_count(r, shape->nargs, BINARY_MOST_ARGS, COLUMN_ARG);
    in->nblocks = get_operand_count(r, shape->nblocks, BINARY_MOST_BLOCKS, COLUMN_TARGET);
    in->nresults =
        shape->nresults == BINARY_MOST_RESULTS ? get_u32(r, COLUMN_INSN_COUNT) : shape->nresults;
}

static void get_operands(struct reader *r, struct rir_insn *in, uint32_t here, unsigned mask)
{
    in->args = table(r, in->nargs, sizeof *in->args);
    for (uint32_t i = 0; i < in->nargs; i++)
        in->args[i] = (uint32_t)(here - (uint64_t)get_signed(r, COLUMN_ARG));
    if ((mask & BINARY_POS) != 0) {
        uint32_t n = bounded(r, rir_call_args(in), COLUMN_ARG_POSITION);
        in->pos = arena_alloc(&r->m->arena, rir_call_args(in) * sizeof *in->pos);
        for (uint32_t i = 0; i < n; i++)
            in->pos[i] = get_argpos(r, COLUMN_ARG_POSITION, (uint64_t)(i + 1) << 2);
    }
    in->blocks = table(r, in->nblocks, sizeof *in->blocks);
    for (uint32_t i = 0; i < in->nblocks; i++)
        in->blocks[i] = get_u32_from(r, COLUMN_TARGET, in->block);
    if (in->op != RIR_SWITCH || in->nblocks < 2)
        return;
    uint32_t n = bounded(r, in->nblocks - 1, COLUMN_CASE);
    in->cases = table(r, in->nblocks - 1, sizeof *in->cases);
    for (uint32_t i = 0; i < n; i++)
        in->cases[i] = get_signed(r, COLUMN_CASE);
}

static uint32_t get_site(struct reader *r, const struct progress *p, unsigned mask)
{
    if ((mask & BINARY_SITE) != 0)
        return get_u32_from(r, COLUMN_INSN_SITE, p->site);
    return (mask & BINARY_SITE_NEXT) != 0 ? p->site : RIR_NONE;
}

static struct rir_insn get_insn(struct reader *r, struct progress *p, uint32_t block)
{
    struct binary_shape shape = binary_shape(get_shape(r, &r->insns, COLUMN_INSN, COLUMN_INSN_KEY));
    unsigned mask = shape.mask;
    struct rir_insn in = {.op = shape.op, .sub = shape.sub, .flags = shape.flags, .block = block};
    get_counts(r, &shape, &in);
    in.site = get_site(r, p, mask);
    in.result = in.nresults != 0 ? p->result : RIR_NONE;
    if ((mask & BINARY_RESULT) != 0)
        in.result = get_u32_from(r, COLUMN_INSN_RESULT, p->result);
    uint32_t here = in.nresults != 0 ? in.result : p->result;
    in.ref = (mask & BINARY_REF) != 0 ? get_u32(r, COLUMN_INSN_REF) : RIR_NONE;
    in.field = (mask & BINARY_FIELD) != 0 ? get_u32(r, COLUMN_INSN_FIELD) : RIR_NONE;
    in.imm = (mask & BINARY_IMM) != 0 ? get_signed(r, COLUMN_INSN_IMM) : 0;
    if ((mask & BINARY_FIELD_IMM) != 0)
        in.imm = field_offset(r, &in);
    in.src = (mask & BINARY_SRC) != 0 ? get_u32(r, COLUMN_INSN_SRC) : RIR_NONE;
    get_operands(r, &in, here, mask);
    in.text = (mask & BINARY_TEXT) != 0 ? get_string(r, COLUMN_TEXT) : NULL;
    if (in.nresults != 0 && in.result + in.nresults > p->result)
        p->result = binary_next_result(p->f, in.result + in.nresults);
    if (in.site != RIR_NONE)
        p->site = in.site + 1;
    return in;
}

static void get_sites(struct reader *r, struct rir_func *f)
{
    const char *file = f->pos.file;
    uint32_t line = f->pos.line;
    f->nsites = get_count(r, COLUMN_FUNC, COLUMN_SITE);
    f->sites = table(r, f->nsites, sizeof *f->sites);
    for (uint32_t i = 0; i < f->nsites; i++) {
        uint8_t first = get_u8(r, COLUMN_SITE);
        f->sites[i].kind = first & (BINARY_SAME_FILE - 1);
        if ((first & BINARY_SAME_FILE) == 0)
            file = get_string(r, COLUMN_SITE_FILE);
        line += (uint32_t)get_signed(r, COLUMN_SITE_LINE); /* wraps: any line will do */
        f->sites[i].pos = (struct rir_pos){file, line, get_u32(r, COLUMN_SITE_COLUMN)};
    }
}

/* Blocks lie one after the other; the verifier checks that they add up. */
static void get_blocks(struct reader *r, struct rir_func *f)
{
    uint32_t first = 0;
    f->nblocks = get_count(r, COLUMN_FUNC, COLUMN_BLOCK);
    f->blocks = table(r, f->nblocks, sizeof *f->blocks);
    for (uint32_t i = 0; i < f->nblocks; i++) {
        f->blocks[i].name = get_string(r, COLUMN_BLOCK_NAME);
        f->blocks[i].first = first;
        f->blocks[i].count = get_u32(r, COLUMN_BLOCK);
        first += f->blocks[i].count;
    }
}

static void get_insns(struct reader *r, struct rir_func *f)
{
    uint32_t block = 0, left = f->nblocks == 0 ? 0 : f->blocks[0].count, unclaimed = f->nvalues;
    struct progress p = {f, binary_next_result(f, 0), 0};
    f->ninsns = get_count(r, COLUMN_FUNC, COLUMN_INSN);
    f->insns = table(r, f->ninsns, sizeof *f->insns);
    for (uint32_t i = 0; i < f->ninsns && !r->failed; i++) {
        struct rir_insn *in = &f->insns[i];
        while (left == 0 && block + 1 < f->nblocks)
            left = f->blocks[++block].count;
        *in = get_insn(r, &p, block);
        left -= left == 0 ? 0 : 1;
        if (in->nresults > unclaimed) {
            fail(r, COLUMN_INSN, "more results than values");
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
    f->ncparams = get_u32(r, COLUMN_FUNC);
    f->nparams = get_count(r, COLUMN_FUNC, COLUMN_PARAM);
    f->params = table(r, f->nparams, sizeof *f->params);
    for (uint32_t i = 0; i < f->nparams; i++) {
        struct rir_param *p = &f->params[i];
        p->value = get_index(r, COLUMN_PARAM);
        p->type = get_scalar(r, COLUMN_PARAM);
        uint64_t pos = get_up_to(r, COLUMN_PARAM, (uint64_t)UINT16_MAX << 2 | 3);
        p->pos = (struct rir_argpos){(uint16_t)(pos >> 2), (uint16_t)(pos & 3)};
        p->src = get_index(r, COLUMN_PARAM_SRC);
        p->name = get_string(r, COLUMN_PARAM_NAME);
    }
    f->nresults = get_count(r, COLUMN_FUNC, COLUMN_RESULT_TYPE);
    f->results = table(r, f->nresults, sizeof *f->results);
    for (uint32_t i = 0; i < f->nresults; i++)
        f->results[i] = get_scalar(r, COLUMN_RESULT_TYPE);
}

static int16_t get_position(struct reader *r)
{
    int64_t v = get_signed(r, COLUMN_ANNOTATION);
    if (v < INT16_MIN || v > INT16_MAX)
        fail(r, COLUMN_ANNOTATION, "a position that is too large");
    return (int16_t)v;
}

static void get_anns(struct reader *r, struct rir_func *f)
{
    f->nanns = get_count(r, COLUMN_FUNC, COLUMN_ANNOTATION);
    f->anns = table(r, f->nanns, sizeof *f->anns);
    for (uint32_t i = 0; i < f->nanns; i++) {
        struct rir_ann *a = &f->anns[i];
        a->kind = get_u8(r, COLUMN_ANNOTATION);
        uint8_t when = get_u8(r, COLUMN_ANNOTATION);
        a->when = when >> 1;
        a->model = (when & 1) != 0;
        a->a = get_position(r);
        a->b = get_position(r);
        a->text = get_string(r, COLUMN_ANNOTATION);
    }
}

static struct rir_func get_func(struct reader *r)
{
    struct rir_func f = {.name = get_string(r, COLUMN_FUNC_NAME)};
    f.source = get_string(r, COLUMN_FUNC_NAME);
    f.linkage = get_u8(r, COLUMN_FUNC);
    f.flags = get_u32(r, COLUMN_FUNC);
    f.type = get_index(r, COLUMN_FUNC_TYPE);
    f.pos = get_pos(r);
    f.alias = get_string(r, COLUMN_FUNC_NAME);
    get_params(r, &f);
    get_anns(r, &f);
    if ((f.flags & RIR_FUNC_DEFINED) == 0)
        return f;
    f.nvalues = get_count(r, COLUMN_FUNC, COLUMN_VALUE);
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
    m->name = get_string(r, COLUMN_MODULE);
    m->target = get_string(r, COLUMN_MODULE);
    m->ptr_bits = (uint16_t)get_up_to(r, COLUMN_MODULE, UINT16_MAX);
    for (uint32_t n = get_count(r, COLUMN_MODULE, COLUMN_FILE); n > 0 && !r->failed; n--) {
        const char *file = get_string(r, COLUMN_FILE);
        if (file == NULL)
            fail(r, COLUMN_FILE, "a file without a name");
        vec_push(&m->files, file);
    }
    for (uint32_t n = get_count(r, COLUMN_MODULE, COLUMN_TYPE); n > 0 && !r->failed; n--) {
        struct rir_type t = get_type(r, m->types.len);
        vec_push(&m->types, t);
    }
    for (uint32_t n = get_count(r, COLUMN_MODULE, COLUMN_GLOBAL); n > 0 && !r->failed; n--) {
        struct rir_global g = get_global(r);
        vec_push(&m->globals, g);
    }
    for (uint32_t n = get_count(r, COLUMN_MODULE, COLUMN_FUNC); n > 0 && !r->failed; n--) {
        struct rir_func f = get_func(r);
        vec_push(&m->funcs, f);
    }
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (r->columns[c].at != r->columns[c].end)
            fail(r, (enum binary_column)c, "bytes after the module");
}

/* The payload begins with the lengths of the columns. */
static void get_columns(struct reader *r, size_t length)
{
    struct column lengths = {r->start, r->start + length};
    uint64_t sizes[COLUMN_COUNT];
    for (int c = 0; c < COLUMN_COUNT; c++)
        sizes[c] = get_number(r, &lengths);
    for (int c = 0; c < COLUMN_COUNT; c++) {
        if (sizes[c] > (uint64_t)(lengths.end - lengths.at)) {
            fail_at(r, lengths.at, "a column that is longer than the record");
            sizes[c] = 0;
        }
        r->columns[c] = (struct column){lengths.at, lengths.at + sizes[c]};
        lengths.at += sizes[c];
    }
    if (lengths.at != lengths.end)
        fail_at(r, lengths.at, "bytes after the columns");
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
    r.m = rir_module_new(NULL, 64);
    get_columns(&r, length);
    get_module(&r);
    vec_free(&r.strings);
    vec_free(&r.insns.v);
    vec_free(&r.values.v);
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
