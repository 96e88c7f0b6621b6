/* Writing the binary form (layout: binary_int.h). The body is written first, because only then it
 * is known which strings there are; strings are numbered in the order of their first use, so that
 * equal modules give equal bytes. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "rir/binary.h"
#include "rir/binary_int.h"

struct writer {
    VEC(unsigned char) body;
    VEC(unsigned char) table;
    struct intern strings;
    struct map numbers; /* string -> its number */
    uint32_t nstrings;
};

typedef VEC(unsigned char) bytes;

static void put_leb(void *to, uint64_t v)
{
    bytes *out = to;
    do {
        unsigned char byte = v & 0x7f;
        v >>= 7;
        vec_push(out, (unsigned char)(byte | (v != 0 ? 0x80 : 0)));
    } while (v != 0);
}

static void put(struct writer *w, uint64_t v)
{
    put_leb(&w->body, v);
}

static void put_signed(struct writer *w, int64_t v)
{
    put(w, ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0));
}

static void put_index(struct writer *w, uint32_t v) /* or RIR_NONE */
{
    put(w, v == RIR_NONE ? 0 : (uint64_t)v + 1);
}

static void put_raw(void *to, const void *data, uint64_t n)
{
    bytes *out = to;
    const unsigned char *from = data;
    for (uint64_t i = 0; i < n; i++)
        vec_push(out, from[i]);
}

static void put_string(struct writer *w, const char *s)
{
    uint32_t number;
    if (s == NULL) {
        put(w, 0);
        return;
    }
    s = intern_str(&w->strings, s);
    if (!map_get(&w->numbers, (uint64_t)(uintptr_t)s, &number)) {
        number = w->nstrings++;
        map_put(&w->numbers, (uint64_t)(uintptr_t)s, number);
        put_leb(&w->table, strlen(s));
        put_raw(&w->table, s, strlen(s));
    }
    put(w, (uint64_t)number + 1);
}

static void put_scalar(struct writer *w, struct rir_scalar t)
{
    put(w, (uint64_t)t.bits << 2 | t.cls);
}

static void put_pos(struct writer *w, const struct rir_pos *pos)
{
    put_string(w, pos->file);
    put(w, pos->line);
    put(w, pos->col);
}

/* ---- types and globals ---- */

static void put_type(struct writer *w, const struct rir_type *t)
{
    put(w, t->kind);
    put(w, t->flags);
    put_string(w, t->name);
    put(w, t->size);
    put_index(w, t->elem);
    put(w, t->count);
    put(w, t->variadic);
    put(w, t->nfields);
    for (uint32_t i = 0; i < t->nfields; i++) {
        put_string(w, t->fields[i].name);
        put_index(w, t->fields[i].type);
        put(w, t->fields[i].offset);
        put(w, t->fields[i].flags);
        put_string(w, t->fields[i].why);
    }
}

static void put_global(struct writer *w, const struct rir_global *g)
{
    put_string(w, g->name);
    put_string(w, g->source);
    put(w, g->linkage);
    put(w, g->flags);
    put_index(w, g->type);
    put(w, g->size);
    put(w, g->align);
    put_pos(w, &g->pos);
    put_string(w, g->why);
    put_string(w, g->alias);
    put(w, g->ninit);
    for (uint32_t i = 0; i < g->ninit; i++) {
        put(w, g->init[i].offset);
        put(w, g->init[i].is_func);
        put(w, g->init[i].target);
        put_signed(w, g->init[i].addend);
    }
    put(w, g->data != NULL);
    if (g->data == NULL)
        return;
    put(w, g->ndata);
    put_raw(&w->body, g->data, g->ndata);
}

/* ---- functions ---- */

static void put_value(struct writer *w, const struct rir_value *v)
{
    put(w, v->kind | (v->src != RIR_NONE ? BINARY_VALUE_SRC : 0u) |
               (v->name != NULL ? BINARY_VALUE_NAME : 0u));
    put_scalar(w, v->type);
    switch (v->kind) {
    case RIR_V_PARAM:
    case RIR_V_FUNC:
        put(w, v->ref);
        break;
    case RIR_V_CONST:
        put_signed(w, v->imm);
        break;
    case RIR_V_GLOBAL:
        put(w, v->ref);
        put_signed(w, v->imm);
        break;
    case RIR_V_UNKNOWN:
        put_string(w, v->why);
        break;
    default: /* results: the instruction says which values it defines */
        break;
    }
    if (v->src != RIR_NONE)
        put(w, v->src);
    if (v->name != NULL)
        put_string(w, v->name);
}

static bool has_ref(uint8_t op)
{
    return op == RIR_CALL || op == RIR_START || op == RIR_FIELD || op == RIR_ELEM;
}

static unsigned mask_of(const struct rir_insn *in)
{
    unsigned mask = 0;
    mask |= in->sub != 0 ? BINARY_SUB : 0;
    mask |= in->flags != 0 ? BINARY_FLAGS : 0;
    mask |= in->site != RIR_NONE ? BINARY_SITE : 0;
    mask |= in->nresults != 0 ? BINARY_RESULTS : 0;
    mask |= has_ref(in->op) && in->ref != RIR_NONE ? BINARY_REF : 0;
    mask |= in->op == RIR_FIELD && in->field != RIR_NONE ? BINARY_FIELD : 0;
    mask |= in->imm != 0 ? BINARY_IMM : 0;
    mask |= in->src != RIR_NONE ? BINARY_SRC : 0;
    mask |= in->nargs != 0 ? BINARY_ARGS : 0;
    mask |= in->pos != NULL ? BINARY_POS : 0;
    mask |= in->nblocks != 0 ? BINARY_BLOCKS : 0;
    mask |= in->text != NULL ? BINARY_TEXT : 0;
    return mask;
}

static void put_operands(struct writer *w, const struct rir_insn *in, unsigned mask)
{
    if ((mask & BINARY_ARGS) != 0) {
        put(w, in->nargs);
        for (uint32_t i = 0; i < in->nargs; i++)
            put(w, in->args[i]);
    }
    for (uint32_t i = 0; (mask & BINARY_POS) != 0 && i < rir_call_args(in); i++)
        put(w, (uint64_t)in->pos[i].cpos << 2 | in->pos[i].flags);
    if ((mask & BINARY_BLOCKS) == 0)
        return;
    put(w, in->nblocks);
    for (uint32_t i = 0; i < in->nblocks; i++)
        put(w, in->blocks[i]);
    for (uint32_t i = 0; in->op == RIR_SWITCH && i + 1 < in->nblocks; i++)
        put_signed(w, in->cases[i]);
}

static void put_insn(struct writer *w, const struct rir_insn *in)
{
    unsigned mask = mask_of(in);
    put(w, in->op);
    put(w, mask);
    if ((mask & BINARY_SUB) != 0)
        put(w, in->sub);
    if ((mask & BINARY_FLAGS) != 0)
        put(w, in->flags);
    if ((mask & BINARY_SITE) != 0)
        put(w, in->site);
    if ((mask & BINARY_RESULTS) != 0) {
        put(w, in->result);
        put(w, in->nresults);
    }
    if ((mask & BINARY_REF) != 0)
        put(w, in->ref);
    if ((mask & BINARY_FIELD) != 0)
        put(w, in->field);
    if ((mask & BINARY_IMM) != 0)
        put_signed(w, in->imm);
    if ((mask & BINARY_SRC) != 0)
        put(w, in->src);
    put_operands(w, in, mask);
    if ((mask & BINARY_TEXT) != 0)
        put_string(w, in->text);
}

static void put_sites(struct writer *w, const struct rir_func *f)
{
    const char *file = f->pos.file;
    uint32_t line = f->pos.line;
    put(w, f->nsites);
    for (uint32_t i = 0; i < f->nsites; i++) {
        const struct rir_site *s = &f->sites[i];
        put(w, s->kind | (s->pos.file == file ? BINARY_SAME_FILE : 0u));
        if (s->pos.file != file)
            put_string(w, s->pos.file);
        put_signed(w, (int64_t)s->pos.line - line);
        put(w, s->pos.col);
        file = s->pos.file;
        line = s->pos.line;
    }
}

static void put_head(struct writer *w, const struct rir_func *f)
{
    put_string(w, f->name);
    put_string(w, f->source);
    put(w, f->linkage);
    put(w, f->flags);
    put_index(w, f->type);
    put_pos(w, &f->pos);
    put_string(w, f->alias);
    put(w, f->ncparams);
    put(w, f->nparams);
    for (uint32_t i = 0; i < f->nparams; i++) {
        const struct rir_param *p = &f->params[i];
        put_index(w, p->value);
        put_scalar(w, p->type);
        put(w, (uint64_t)p->pos.cpos << 2 | p->pos.flags);
        put_index(w, p->src);
        put_string(w, p->name);
    }
    put(w, f->nresults);
    for (uint32_t i = 0; i < f->nresults; i++)
        put_scalar(w, f->results[i]);
    put(w, f->nanns);
    for (uint32_t i = 0; i < f->nanns; i++) {
        const struct rir_ann *a = &f->anns[i];
        put(w, a->kind);
        put(w, (uint64_t)a->when << 1 | a->model);
        put_signed(w, a->a);
        put_signed(w, a->b);
        put_string(w, a->text);
    }
}

static void put_func(struct writer *w, const struct rir_func *f)
{
    put_head(w, f);
    if ((f->flags & RIR_FUNC_DEFINED) == 0)
        return;
    put(w, f->nvalues);
    for (uint32_t i = 0; i < f->nvalues; i++)
        put_value(w, &f->values[i]);
    put_sites(w, f);
    put(w, f->nblocks);
    for (uint32_t i = 0; i < f->nblocks; i++) {
        put_string(w, f->blocks[i].name);
        put(w, f->blocks[i].count);
    }
    put(w, f->ninsns);
    for (uint32_t i = 0; i < f->ninsns; i++)
        put_insn(w, &f->insns[i]);
}

static void put_module(struct writer *w, const struct rir_module *m)
{
    put_string(w, m->name);
    put_string(w, m->target);
    put(w, m->ptr_bits);
    put(w, m->files.len);
    for (uint32_t i = 0; i < m->files.len; i++)
        put_string(w, m->files.data[i]);
    put(w, m->types.len);
    for (uint32_t i = 0; i < m->types.len; i++)
        put_type(w, &m->types.data[i]);
    put(w, m->globals.len);
    for (uint32_t i = 0; i < m->globals.len; i++)
        put_global(w, &m->globals.data[i]);
    put(w, m->funcs.len);
    for (uint32_t i = 0; i < m->funcs.len; i++)
        put_func(w, &m->funcs.data[i]);
}

/* ---- the record ---- */

static void set_fixed(unsigned char *to, uint64_t v, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

unsigned char *rir_binary_write(const struct rir_module *m, size_t *size)
{
    struct writer w = {0};
    bytes count = {0};
    put_module(&w, m);
    put_leb(&count, w.nstrings);
    size_t length = (size_t)count.len + w.table.len + w.body.len;
    unsigned char *record = malloc(RIR_BINARY_HEADER + length);
    if (record == NULL)
        abort();
    unsigned char *payload = record + RIR_BINARY_HEADER;
    memcpy(payload, count.data, count.len);
    if (w.table.len != 0)
        memcpy(payload + count.len, w.table.data, w.table.len);
    memcpy(payload + count.len + w.table.len, w.body.data, w.body.len);
    memcpy(record, RIR_BINARY_MAGIC, 4);
    set_fixed(record + 4, RIR_BINARY_VERSION, 4);
    set_fixed(record + 8, length, 8);
    set_fixed(record + 16, hash_mem(payload, length), 8);
    *size = RIR_BINARY_HEADER + length;
    vec_free(&count);
    vec_free(&w.body);
    vec_free(&w.table);
    map_free(&w.numbers);
    intern_free(&w.strings);
    return record;
}
