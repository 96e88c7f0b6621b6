/* The builder: fills one function of a module.
 *
 * Instructions are kept in the order in which they are emitted, each with its block; finishing
 * sorts them by block (stably), so blocks can be filled in any order. Constants, addresses and the
 * like are values of their own, found again through a hash of their contents. Operand arrays go to
 * the module's arena at once; the tables of the function follow when it is finished.
 *
 * A forward value that is never bound becomes RIR_V_UNKNOWN: what has no definition is not
 * understood. */
#include "rir/build.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

struct rir_builder {
    struct rir_module *m;
    uint32_t func; /* an index: the table of functions may move while we build */
    VEC(struct rir_insn) insns;
    VEC(struct rir_value) values;
    VEC(struct rir_block) blocks;
    VEC(struct rir_site) sites;
    struct map shared; /* hash of a value that is no instruction -> value */
    uint32_t at;       /* current block */
    uint32_t bind;     /* forward value that the next instruction defines */
};

static struct rir_func *func_of(struct rir_builder *b)
{
    return &b->m->funcs.data[b->func];
}

struct rir_builder *rir_build_start(struct rir_module *m, uint32_t func)
{
    struct rir_builder *b = calloc(1, sizeof *b);
    if (b == NULL)
        abort();
    b->m = m;
    b->func = func;
    b->at = b->bind = RIR_NONE;
    struct rir_func *f = func_of(b);
    assert(f->nblocks == 0);
    for (uint32_t i = 0; i < f->nparams; i++) {
        struct rir_param *p = &f->params[i];
        p->value = b->values.len;
        struct rir_value v = {RIR_V_PARAM, p->type, i, 0, p->src, p->name, NULL};
        vec_push(&b->values, v);
    }
    return b;
}

static void builder_free(struct rir_builder *b)
{
    vec_free(&b->insns);
    vec_free(&b->values);
    vec_free(&b->blocks);
    vec_free(&b->sites);
    map_free(&b->shared);
    free(b);
}

void rir_build_abandon(struct rir_builder *b)
{
    struct rir_func *f = func_of(b);
    for (uint32_t i = 0; i < f->nparams; i++)
        f->params[i].value = RIR_NONE;
    builder_free(b);
}

/* Moves the instructions to the arena, in block order, and points values at them. */
static void install_insns(struct rir_builder *b, struct rir_func *f)
{
    for (uint32_t i = 0; i < b->insns.len; i++)
        b->blocks.data[b->insns.data[i].block].count++;
    uint32_t first = 0;
    for (uint32_t i = 0; i < b->blocks.len; i++) {
        b->blocks.data[i].first = first;
        first += b->blocks.data[i].count;
        b->blocks.data[i].count = 0;
    }
    f->ninsns = b->insns.len;
    f->insns = ARENA_ARRAY(&b->m->arena, struct rir_insn, b->insns.len);
    for (uint32_t i = 0; i < b->insns.len; i++) {
        struct rir_insn *in = &b->insns.data[i];
        struct rir_block *block = &b->blocks.data[in->block];
        uint32_t to = block->first + block->count++;
        f->insns[to] = *in;
        for (uint32_t r = 0; r < in->nresults; r++)
            b->values.data[in->result + r].ref = to;
    }
}

static int64_t sign_extend(int64_t v, uint16_t bits)
{
    if (bits == 0 || bits >= 64)
        return v;
    unsigned shift = 64u - bits;
    return (int64_t)((uint64_t)v << shift) >> shift;
}

/* Case values are kept as constants of the operand's type are: sign-extended. */
static void normalize_cases(struct rir_builder *b)
{
    for (uint32_t i = 0; i < b->insns.len; i++) {
        struct rir_insn *in = &b->insns.data[i];
        if (in->op != RIR_SWITCH || in->nargs == 0)
            continue;
        struct rir_scalar t = b->values.data[in->args[0]].type;
        for (uint32_t k = 0; t.cls == RIR_INT && k + 1 < in->nblocks; k++)
            in->cases[k] = sign_extend(in->cases[k], t.bits);
    }
}

void rir_build_finish(struct rir_builder *b)
{
    struct rir_func *f = func_of(b);
    struct arena *a = &b->m->arena;
    normalize_cases(b);
    install_insns(b, f);
    for (uint32_t i = 0; i < b->values.len; i++) {
        struct rir_value *v = &b->values.data[i];
        if (v->kind != RIR_V_INSN || v->ref != RIR_NONE)
            continue;
        v->kind = RIR_V_UNKNOWN;
        v->ref = 0;
        v->why = intern_str(&b->m->strings, "a value without a definition");
    }
    f->nvalues = b->values.len;
    f->values = arena_copy(a, b->values.data, sizeof *f->values * b->values.len);
    f->nblocks = b->blocks.len;
    f->blocks = arena_copy(a, b->blocks.data, sizeof *f->blocks * b->blocks.len);
    f->nsites = b->sites.len;
    f->sites = arena_copy(a, b->sites.data, sizeof *f->sites * b->sites.len);
    f->flags |= RIR_FUNC_DEFINED;
    builder_free(b);
}

uint32_t rir_build_block(struct rir_builder *b, const char *name)
{
    struct rir_block block = {.name = intern_str(&b->m->strings, name)};
    vec_push(&b->blocks, block);
    return b->blocks.len - 1;
}

void rir_build_at(struct rir_builder *b, uint32_t block)
{
    assert(block < b->blocks.len);
    b->at = block;
}

/* ---- values that are no instructions ---- */

static bool same_value(const struct rir_value *a, const struct rir_value *b)
{
    return a->kind == b->kind && a->type.cls == b->type.cls && a->type.bits == b->type.bits &&
           a->ref == b->ref && a->imm == b->imm && a->why == b->why;
}

static uint32_t shared_value(struct rir_builder *b, struct rir_value v)
{
    v.src = RIR_NONE;
    uint64_t key = hash64((uint64_t)v.imm) ^ hash_ptr(v.why) * 3;
    key = hash64(key + v.kind + ((uint64_t)v.ref << 8) + ((uint64_t)v.type.cls << 40) +
                 ((uint64_t)v.type.bits << 48));
    uint32_t at;
    for (; map_get(&b->shared, key, &at); key++) /* a collision takes the next free key */
        if (same_value(&b->values.data[at], &v))
            return at;
    map_put(&b->shared, key, b->values.len);
    vec_push(&b->values, v);
    return b->values.len - 1;
}

static struct rir_scalar ptr_type(const struct rir_builder *b)
{
    return (struct rir_scalar){b->m->ptr_bits, RIR_PTR};
}

uint32_t rir_build_const(struct rir_builder *b, struct rir_scalar t, int64_t v)
{
    if (t.cls == RIR_INT)
        v = sign_extend(v, t.bits);
    return shared_value(b, (struct rir_value){.kind = RIR_V_CONST, .type = t, .imm = v});
}

uint32_t rir_build_null(struct rir_builder *b)
{
    return rir_build_const(b, ptr_type(b), 0);
}

uint32_t rir_build_global(struct rir_builder *b, uint32_t global, int64_t offset)
{
    return shared_value(
        b, (struct rir_value){
               .kind = RIR_V_GLOBAL, .type = ptr_type(b), .ref = global, .imm = offset});
}

uint32_t rir_build_func(struct rir_builder *b, uint32_t func)
{
    return shared_value(b,
                        (struct rir_value){.kind = RIR_V_FUNC, .type = ptr_type(b), .ref = func});
}

uint32_t rir_build_undef(struct rir_builder *b, struct rir_scalar t)
{
    return shared_value(b, (struct rir_value){.kind = RIR_V_UNDEF, .type = t});
}

uint32_t rir_build_unknown(struct rir_builder *b, struct rir_scalar t, const char *why)
{
    why = intern_str(&b->m->strings, why == NULL ? "not understood" : why);
    return shared_value(b, (struct rir_value){.kind = RIR_V_UNKNOWN, .type = t, .why = why});
}

uint32_t rir_build_param(struct rir_builder *b, uint32_t index)
{
    assert(index < func_of(b)->nparams);
    return func_of(b)->params[index].value;
}

/* ---- instructions ---- */

uint32_t rir_build_site(struct rir_builder *b, enum rir_site_kind kind, struct rir_pos pos)
{
    pos.file = intern_str(&b->m->strings, pos.file);
    struct rir_site site = {(uint8_t)kind, pos};
    vec_push(&b->sites, site);
    return b->sites.len - 1;
}

static uint32_t new_value(struct rir_builder *b, struct rir_scalar t)
{
    struct rir_value v = {.kind = RIR_V_INSN, .type = t, .ref = RIR_NONE, .src = RIR_NONE};
    vec_push(&b->values, v);
    return b->values.len - 1;
}

static void define_results(struct rir_builder *b, struct rir_insn *in,
                           const struct rir_scalar *results)
{
    uint32_t bound = b->bind;
    b->bind = RIR_NONE;
    in->result = RIR_NONE;
    for (uint32_t i = 0; i < in->nresults; i++) {
        uint32_t v = bound == RIR_NONE ? new_value(b, results[i]) : bound + i;
        assert(v < b->values.len && b->values.data[v].kind == RIR_V_INSN);
        b->values.data[v].type = results[i];
        b->values.data[v].ref = b->insns.len;
        if (i == 0)
            in->result = v;
    }
}

static void *copy_array(struct arena *a, const void *data, size_t size, uint32_t n)
{
    return n == 0 || data == NULL ? NULL : arena_copy(a, data, size * n);
}

uint32_t rir_build_insn(struct rir_builder *b, const struct rir_insn *in,
                        const struct rir_scalar *results)
{
    assert(b->at != RIR_NONE);
    struct arena *a = &b->m->arena;
    struct rir_insn copy = *in;
    copy.block = b->at;
    copy.args = copy_array(a, in->args, sizeof *in->args, in->nargs);
    copy.blocks = copy_array(a, in->blocks, sizeof *in->blocks, in->nblocks);
    copy.pos = copy_array(a, in->pos, sizeof *in->pos, rir_call_args(in));
    bool has_cases = in->op == RIR_SWITCH && in->nblocks > 1;
    copy.cases = has_cases ? copy_array(a, in->cases, sizeof *in->cases, in->nblocks - 1) : NULL;
    copy.text = intern_str(&b->m->strings, in->text);
    define_results(b, &copy, results);
    vec_push(&b->insns, copy);
    return copy.result;
}

void rir_build_one_object(struct rir_builder *b, uint32_t *symbols, uint32_t n, struct rir_pos pos)
{
    struct rir_scalar ptr = ptr_type(b);
    struct rir_insn any = {.op = RIR_UN,
                           .sub = RIR_U_OPAQUE,
                           .args = symbols,
                           .nargs = n,
                           .nresults = 1,
                           .text = "symbols that may be one object",
                           RIR_INSN_INIT};
    uint32_t address = rir_build_insn(b, &any, &ptr);
    struct rir_insn load = {
        .op = RIR_LOAD, .args = &address, .nargs = 1, .nresults = 1, RIR_INSN_INIT};
    load.site = rir_build_site(b, RIR_SITE_LOAD, pos);
    rir_build_insn(b, &load, &ptr);
}

uint32_t rir_build_forward(struct rir_builder *b, struct rir_scalar t)
{
    return new_value(b, t);
}

void rir_build_bind(struct rir_builder *b, uint32_t value)
{
    assert(value < b->values.len && b->values.data[value].kind == RIR_V_INSN &&
           b->values.data[value].ref == RIR_NONE);
    b->bind = value;
}

struct rir_scalar rir_build_type_of(const struct rir_builder *b, uint32_t value)
{
    assert(value < b->values.len);
    return b->values.data[value].type;
}

void rir_build_name(struct rir_builder *b, uint32_t value, const char *name, uint32_t src)
{
    assert(value < b->values.len);
    struct rir_value *v = &b->values.data[value];
    if (v->kind != RIR_V_INSN && v->kind != RIR_V_PARAM)
        return; /* shared by all its uses: the name of one would be wrong for the others */
    v->name = intern_str(&b->m->strings, name);
    v->src = src;
    if (v->kind == RIR_V_PARAM) {
        func_of(b)->params[v->ref].name = v->name;
        func_of(b)->params[v->ref].src = src;
    }
}

/* ---- module level ---- */

uint32_t rir_add_type(struct rir_module *m, const struct rir_type *t)
{
    struct rir_type copy = *t;
    copy.name = intern_str(&m->strings, t->name);
    copy.fields = copy_array(&m->arena, t->fields, sizeof *t->fields, t->nfields);
    for (uint32_t i = 0; i < t->nfields; i++) {
        copy.fields[i].name = intern_str(&m->strings, t->fields[i].name);
        copy.fields[i].why = intern_str(&m->strings, t->fields[i].why);
    }
    vec_push(&m->types, copy);
    return m->types.len - 1;
}

uint32_t rir_add_global(struct rir_module *m, const struct rir_global *g)
{
    struct rir_global copy = *g;
    copy.name = intern_str(&m->strings, g->name);
    copy.source = intern_str(&m->strings, g->source);
    copy.pos.file = intern_str(&m->strings, g->pos.file);
    copy.why = intern_str(&m->strings, g->why);
    copy.alias = intern_str(&m->strings, g->alias);
    copy.init = copy_array(&m->arena, g->init, sizeof *g->init, g->ninit);
    copy.data = g->data == NULL ? NULL : arena_copy(&m->arena, g->data, g->ndata);
    vec_push(&m->globals, copy);
    return m->globals.len - 1;
}

uint32_t rir_add_func(struct rir_module *m, const struct rir_func *f)
{
    struct rir_func copy = *f;
    copy.name = intern_str(&m->strings, f->name);
    copy.source = intern_str(&m->strings, f->source);
    copy.pos.file = intern_str(&m->strings, f->pos.file);
    copy.alias = intern_str(&m->strings, f->alias);
    copy.params = copy_array(&m->arena, f->params, sizeof *f->params, f->nparams);
    for (uint32_t i = 0; i < f->nparams; i++) {
        copy.params[i].name = intern_str(&m->strings, f->params[i].name);
        copy.params[i].value = RIR_NONE;
    }
    copy.results = copy_array(&m->arena, f->results, sizeof *f->results, f->nresults);
    copy.anns = NULL;
    copy.nanns = 0;
    for (uint32_t i = 0; i < f->nanns; i++)
        rir_add_ann(m, &copy, &f->anns[i]);
    vec_push(&m->funcs, copy);
    return m->funcs.len - 1;
}

static bool same_ann(const struct rir_ann *a, const struct rir_ann *b)
{
    return a->kind == b->kind && a->when == b->when && a->a == b->a && a->b == b->b &&
           a->text == b->text;
}

void rir_add_ann(struct rir_module *m, struct rir_func *f, const struct rir_ann *a)
{
    struct rir_ann copy = *a;
    copy.text = intern_str(&m->strings, a->text);
    for (uint32_t i = 0; i < f->nanns; i++) {
        if (!same_ann(&f->anns[i], &copy))
            continue;
        f->anns[i].model = f->anns[i].model && copy.model; /* what the source says, it says */
        return;
    }
    struct rir_ann *more = ARENA_ARRAY(&m->arena, struct rir_ann, f->nanns + 1);
    if (f->nanns != 0)
        memcpy(more, f->anns, sizeof *more * f->nanns);
    f->anns = more;
    f->anns[f->nanns++] = copy;
}
