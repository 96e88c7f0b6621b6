/* Writing the binary form (layout: binary_int.h). Strings and shapes are numbered in the order of
 * their first use, so that equal modules give equal bytes. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "rir/binary.h"
#include "rir/binary_int.h"

typedef VEC(unsigned char) bytes;

struct shapes {         /* of instructions, or of values */
    struct map numbers; /* key -> its number */
    uint32_t n;
};

struct writer {
    bytes columns[COLUMN_COUNT];
    struct intern strings;
    struct map numbers; /* string -> its number */
    uint32_t nstrings;
    struct shapes insns, values;
    const struct rir_module *m;
};

static void put_leb(void *to, uint64_t v)
{
    bytes *out = to;
    do {
        unsigned char byte = v & 0x7f;
        v >>= 7;
        vec_push(out, (unsigned char)(byte | (v != 0 ? 0x80 : 0)));
    } while (v != 0);
}

static void put(struct writer *w, enum binary_column c, uint64_t v)
{
    put_leb(&w->columns[c], v);
}

static void put_signed(struct writer *w, enum binary_column c, int64_t v)
{
    put(w, c, ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0));
}

/* `v` as seen from `from`. */
static void put_from(struct writer *w, enum binary_column c, uint64_t from, uint64_t v)
{
    put_signed(w, c, (int64_t)(v - from));
}

static void put_index(struct writer *w, enum binary_column c, uint32_t v) /* or RIR_NONE */
{
    put(w, c, v == RIR_NONE ? 0 : (uint64_t)v + 1);
}

static void put_raw(struct writer *w, enum binary_column c, const void *data, uint64_t n)
{
    const unsigned char *from = data;
    for (uint64_t i = 0; i < n; i++)
        vec_push(&w->columns[c], from[i]);
}

static void put_string(struct writer *w, enum binary_column c, const char *s)
{
    uint32_t number;
    if (s == NULL) {
        put(w, c, 0);
        return;
    }
    s = intern_str(&w->strings, s);
    if (map_get(&w->numbers, (uint64_t)(uintptr_t)s, &number)) {
        put(w, c, (uint64_t)(w->nstrings - number) + 1);
        return;
    }
    map_put(&w->numbers, (uint64_t)(uintptr_t)s, w->nstrings++);
    put(w, COLUMN_STRING_LENGTH, strlen(s));
    put_raw(w, COLUMN_STRING, s, strlen(s));
    put(w, c, 1);
}

static void put_shape(struct writer *w, struct shapes *shapes, enum binary_column c,
                      enum binary_column keys, uint64_t key)
{
    uint32_t number;
    if (map_get(&shapes->numbers, key, &number)) {
        put(w, c, (uint64_t)number + 1);
        return;
    }
    map_put(&shapes->numbers, key, shapes->n++);
    put(w, keys, key);
    put(w, c, 0);
}

static uint64_t scalar_of(struct rir_scalar t)
{
    return (uint64_t)t.bits << 2 | t.cls;
}

static void put_pos(struct writer *w, const struct rir_pos *pos)
{
    put_string(w, COLUMN_POSITION, pos->file);
    put(w, COLUMN_POSITION, pos->line);
    put(w, COLUMN_POSITION, pos->col);
}

/* ---- types and globals ---- */

static void put_type(struct writer *w, const struct rir_type *t, uint32_t index)
{
    put(w, COLUMN_TYPE, t->kind);
    put(w, COLUMN_TYPE, t->flags);
    put_string(w, COLUMN_TYPE_NAME, t->name);
    put(w, COLUMN_TYPE_SIZE, t->size);
    put(w, COLUMN_TYPE_SIZE, t->count);
    put_from(w, COLUMN_TYPE_ELEM, index, (uint32_t)(t->elem + 1)); /* RIR_NONE: 0 */
    put(w, COLUMN_FIELDS, t->variadic);
    put(w, COLUMN_FIELDS, t->nfields);
    struct rir_field before = {.type = index};
    for (uint32_t i = 0; i < t->nfields; i++) {
        const struct rir_field *f = &t->fields[i];
        put(w, COLUMN_FIELD, f->flags);
        put_string(w, COLUMN_FIELD_NAME, f->name);
        put_string(w, COLUMN_FIELD_NAME, f->why);
        put_from(w, COLUMN_FIELD_TYPE, before.type, (uint32_t)(f->type + 1));
        put_from(w, COLUMN_FIELD_OFFSET, before.offset, f->offset);
        before = *f;
    }
}

static void put_inits(struct writer *w, const struct rir_global *g)
{
    struct rir_init before = {0};
    put(w, COLUMN_INIT, g->ninit);
    for (uint32_t i = 0; i < g->ninit; i++) {
        put_from(w, COLUMN_INIT, before.offset, g->init[i].offset);
        put(w, COLUMN_INIT, g->init[i].is_func);
        put_from(w, COLUMN_INIT_TARGET, before.target, g->init[i].target);
        put_signed(w, COLUMN_INIT_ADDEND, g->init[i].addend);
        before = g->init[i];
    }
}

static void put_global(struct writer *w, const struct rir_global *g)
{
    put_string(w, COLUMN_GLOBAL_NAME, g->name);
    put_string(w, COLUMN_GLOBAL_NAME, g->source);
    put(w, COLUMN_GLOBAL, g->linkage);
    put(w, COLUMN_GLOBAL, g->flags);
    put_index(w, COLUMN_GLOBAL_TYPE, g->type);
    put(w, COLUMN_GLOBAL, g->size);
    put(w, COLUMN_GLOBAL, g->align);
    put_pos(w, &g->pos);
    put_string(w, COLUMN_GLOBAL_NAME, g->why);
    put_string(w, COLUMN_GLOBAL_NAME, g->alias);
    put_inits(w, g);
    put(w, COLUMN_GLOBAL, g->data != NULL);
    if (g->data == NULL)
        return;
    put(w, COLUMN_GLOBAL, g->ndata);
    put_raw(w, COLUMN_DATA, g->data, g->ndata);
}

/* ---- functions ---- */

static void put_value(struct writer *w, const struct rir_value *v)
{
    uint64_t key = scalar_of(v->type) << BINARY_VALUE_BITS;
    key |= v->kind | (v->src != RIR_NONE ? BINARY_VALUE_SRC : 0u) |
           (v->name != NULL ? BINARY_VALUE_NAME : 0u);
    put_shape(w, &w->values, COLUMN_VALUE, COLUMN_VALUE_KEY, key);
    switch (v->kind) {
    case RIR_V_PARAM:
    case RIR_V_FUNC:
        put(w, COLUMN_VALUE_REF, v->ref);
        break;
    case RIR_V_CONST:
        put_signed(w, COLUMN_VALUE_IMM, v->imm);
        break;
    case RIR_V_GLOBAL:
        put(w, COLUMN_VALUE_REF, v->ref);
        put_signed(w, COLUMN_VALUE_IMM, v->imm);
        break;
    case RIR_V_UNKNOWN:
        put_string(w, COLUMN_VALUE_NAME, v->why);
        break;
    default: /* results: the instruction says which values it defines */
        break;
    }
    if (v->src != RIR_NONE)
        put(w, COLUMN_VALUE_SRC, v->src);
    if (v->name != NULL)
        put_string(w, COLUMN_VALUE_NAME, v->name);
}

/* What the instructions before have led to. */
struct progress {
    const struct rir_func *f;
    uint32_t result, site; /* the next ones, if nothing is said */
};

static bool has_ref(uint8_t op)
{
    return op == RIR_CALL || op == RIR_START || op == RIR_FIELD || op == RIR_ELEM;
}

static bool is_field_offset(const struct writer *w, const struct rir_insn *in)
{
    if (in->op != RIR_FIELD || in->ref >= w->m->types.len)
        return false;
    const struct rir_type *t = &w->m->types.data[in->ref];
    return in->field < t->nfields && (uint64_t)in->imm == t->fields[in->field].offset;
}

static unsigned mask_of(const struct writer *w, const struct progress *p, const struct rir_insn *in)
{
    unsigned mask = 0;
    if (in->site != RIR_NONE)
        mask |= in->site == p->site ? BINARY_SITE_NEXT : BINARY_SITE;
    mask |= in->nresults != 0 && in->result != p->result ? BINARY_RESULT : 0;
    mask |= has_ref(in->op) && in->ref != RIR_NONE ? BINARY_REF : 0;
    mask |= in->op == RIR_FIELD && in->field != RIR_NONE ? BINARY_FIELD : 0;
    if (is_field_offset(w, in))
        mask |= BINARY_FIELD_IMM;
    else
        mask |= in->imm != 0 ? BINARY_IMM : 0;
    mask |= in->src != RIR_NONE ? BINARY_SRC : 0;
    mask |= in->pos != NULL ? BINARY_POS : 0;
    mask |= in->text != NULL ? BINARY_TEXT : 0;
    return mask;
}

/* A count in a shape; `most` says that it follows. */
static uint8_t put_count(struct writer *w, uint32_t n, uint8_t most)
{
    if (n < most)
        return (uint8_t)n;
    put(w, COLUMN_INSN_COUNT, n);
    return most;
}

static void put_operands(struct writer *w, const struct rir_insn *in, uint32_t here, unsigned mask)
{
    for (uint32_t i = 0; i < in->nargs; i++)
        put_signed(w, COLUMN_ARG, (int64_t)here - in->args[i]);
    for (uint32_t i = 0; (mask & BINARY_POS) != 0 && i < rir_call_args(in); i++)
        put_from(w, COLUMN_ARG_POSITION, (uint64_t)(i + 1) << 2,
                 (uint64_t)in->pos[i].cpos << 2 | in->pos[i].flags);
    for (uint32_t i = 0; i < in->nblocks; i++)
        put_from(w, COLUMN_TARGET, in->block, in->blocks[i]);
    for (uint32_t i = 0; in->op == RIR_SWITCH && i + 1 < in->nblocks; i++)
        put_signed(w, COLUMN_CASE, in->cases[i]);
}

static void put_insn(struct writer *w, struct progress *p, const struct rir_insn *in)
{
    unsigned mask = mask_of(w, p, in);
    struct binary_shape shape = {.op = in->op, .sub = in->sub, .flags = in->flags};
    shape.mask = (uint16_t)mask;
    shape.nargs = put_count(w, in->nargs, BINARY_MOST_ARGS);
    shape.nblocks = put_count(w, in->nblocks, BINARY_MOST_BLOCKS);
    shape.nresults = put_count(w, in->nresults, BINARY_MOST_RESULTS);
    put_shape(w, &w->insns, COLUMN_INSN, COLUMN_INSN_KEY, binary_key(shape));
    uint32_t result = in->nresults != 0 ? in->result : p->result;
    if ((mask & BINARY_SITE) != 0)
        put_from(w, COLUMN_INSN_SITE, p->site, in->site);
    if ((mask & BINARY_RESULT) != 0)
        put_from(w, COLUMN_INSN_RESULT, p->result, in->result);
    if ((mask & BINARY_REF) != 0)
        put(w, COLUMN_INSN_REF, in->ref);
    if ((mask & BINARY_FIELD) != 0)
        put(w, COLUMN_INSN_FIELD, in->field);
    if ((mask & BINARY_IMM) != 0)
        put_signed(w, COLUMN_INSN_IMM, in->imm);
    if ((mask & BINARY_SRC) != 0)
        put(w, COLUMN_INSN_SRC, in->src);
    put_operands(w, in, result, mask);
    if ((mask & BINARY_TEXT) != 0)
        put_string(w, COLUMN_TEXT, in->text);
    if (in->nresults != 0 && in->result + in->nresults > p->result)
        p->result = binary_next_result(p->f, in->result + in->nresults);
    if (in->site != RIR_NONE)
        p->site = in->site + 1;
}

static void put_sites(struct writer *w, const struct rir_func *f)
{
    const char *file = f->pos.file;
    uint32_t line = f->pos.line;
    put(w, COLUMN_FUNC, f->nsites);
    for (uint32_t i = 0; i < f->nsites; i++) {
        const struct rir_site *s = &f->sites[i];
        put(w, COLUMN_SITE, s->kind | (s->pos.file == file ? BINARY_SAME_FILE : 0u));
        if (s->pos.file != file)
            put_string(w, COLUMN_SITE_FILE, s->pos.file);
        put_signed(w, COLUMN_SITE_LINE, (int64_t)s->pos.line - line);
        put(w, COLUMN_SITE_COLUMN, s->pos.col);
        file = s->pos.file;
        line = s->pos.line;
    }
}

static void put_params(struct writer *w, const struct rir_func *f)
{
    put(w, COLUMN_FUNC, f->ncparams);
    put(w, COLUMN_FUNC, f->nparams);
    for (uint32_t i = 0; i < f->nparams; i++) {
        const struct rir_param *p = &f->params[i];
        put_index(w, COLUMN_PARAM, p->value);
        put(w, COLUMN_PARAM, scalar_of(p->type));
        put(w, COLUMN_PARAM, (uint64_t)p->pos.cpos << 2 | p->pos.flags);
        put_index(w, COLUMN_PARAM_SRC, p->src);
        put_string(w, COLUMN_PARAM_NAME, p->name);
    }
    put(w, COLUMN_FUNC, f->nresults);
    for (uint32_t i = 0; i < f->nresults; i++)
        put(w, COLUMN_RESULT_TYPE, scalar_of(f->results[i]));
}

static void put_head(struct writer *w, const struct rir_func *f)
{
    put_string(w, COLUMN_FUNC_NAME, f->name);
    put_string(w, COLUMN_FUNC_NAME, f->source);
    put(w, COLUMN_FUNC, f->linkage);
    put(w, COLUMN_FUNC, f->flags);
    put_index(w, COLUMN_FUNC_TYPE, f->type);
    put_pos(w, &f->pos);
    put_string(w, COLUMN_FUNC_NAME, f->alias);
    put_params(w, f);
    put(w, COLUMN_FUNC, f->nanns);
    for (uint32_t i = 0; i < f->nanns; i++) {
        const struct rir_ann *a = &f->anns[i];
        put(w, COLUMN_ANNOTATION, a->kind);
        put(w, COLUMN_ANNOTATION, (uint64_t)a->when << 1 | a->model);
        put_signed(w, COLUMN_ANNOTATION, a->a);
        put_signed(w, COLUMN_ANNOTATION, a->b);
        put_string(w, COLUMN_ANNOTATION, a->text);
    }
}

static void put_func(struct writer *w, const struct rir_func *f)
{
    put_head(w, f);
    if ((f->flags & RIR_FUNC_DEFINED) == 0)
        return;
    put(w, COLUMN_FUNC, f->nvalues);
    for (uint32_t i = 0; i < f->nvalues; i++)
        put_value(w, &f->values[i]);
    put_sites(w, f);
    put(w, COLUMN_FUNC, f->nblocks);
    for (uint32_t i = 0; i < f->nblocks; i++) {
        put_string(w, COLUMN_BLOCK_NAME, f->blocks[i].name);
        put(w, COLUMN_BLOCK, f->blocks[i].count);
    }
    put(w, COLUMN_FUNC, f->ninsns);
    struct progress p = {f, binary_next_result(f, 0), 0};
    for (uint32_t i = 0; i < f->ninsns; i++)
        put_insn(w, &p, &f->insns[i]);
}

static void put_module(struct writer *w, const struct rir_module *m)
{
    put_string(w, COLUMN_MODULE, m->name);
    put_string(w, COLUMN_MODULE, m->target);
    put(w, COLUMN_MODULE, m->ptr_bits);
    put(w, COLUMN_MODULE, m->files.len);
    for (uint32_t i = 0; i < m->files.len; i++)
        put_string(w, COLUMN_FILE, m->files.data[i]);
    put(w, COLUMN_MODULE, m->types.len);
    for (uint32_t i = 0; i < m->types.len; i++)
        put_type(w, &m->types.data[i], i);
    put(w, COLUMN_MODULE, m->globals.len);
    for (uint32_t i = 0; i < m->globals.len; i++)
        put_global(w, &m->globals.data[i]);
    put(w, COLUMN_MODULE, m->funcs.len);
    for (uint32_t i = 0; i < m->funcs.len; i++)
        put_func(w, &m->funcs.data[i]);
}

/* ---- the record ---- */

static void set_fixed(unsigned char *to, uint64_t v, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

static void put_header(unsigned char *record, uint64_t length)
{
    memcpy(record, RIR_BINARY_MAGIC, 4);
    set_fixed(record + 4, RIR_BINARY_VERSION, 4);
    set_fixed(record + 8, length, 8);
    set_fixed(record + 16, hash_mem(record + RIR_BINARY_HEADER, length), 8);
}

unsigned char *rir_binary_write(const struct rir_module *m, size_t *size)
{
    struct writer w = {.m = m};
    bytes lengths = {0};
    put_module(&w, m);
    size_t length = 0;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        put_leb(&lengths, w.columns[c].len);
        length += w.columns[c].len;
    }
    length += lengths.len;
    unsigned char *record = malloc(RIR_BINARY_HEADER + length), *at = record + RIR_BINARY_HEADER;
    if (record == NULL)
        abort();
    memcpy(at, lengths.data, lengths.len);
    at += lengths.len;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        if (w.columns[c].len > 0)
            memcpy(at, w.columns[c].data, w.columns[c].len);
        at += w.columns[c].len;
        vec_free(&w.columns[c]);
    }
    put_header(record, length);
    *size = RIR_BINARY_HEADER + length;
    vec_free(&lengths);
    map_free(&w.numbers);
    map_free(&w.insns.numbers);
    map_free(&w.values.numbers);
    intern_free(&w.strings);
    return record;
}
