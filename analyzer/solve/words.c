/* A store changes a word if it is to the same bytes of the same object by name, or to the member of
 * an object that is not known: of the struct that the word lies in, or of one that looks the same
 * there. What the analysis does not follow is told apart by phase A's classes, and by the type of
 * what is stored: a pointer to one struct does not lie where there are pointers to another.
 *
 * Not followed: members of unions, elements of arrays, what is volatile. */
#include "solve/words.h"

#include "solve/param_store.h"
#include "solve/runs_memory.h"
#include "solve/structs.h"

enum { MAX_NESTING = 8 };

void words_free(struct words *s)
{
    vec_free(&s->all);
    map_free(&s->index);
    map_free(&s->changed);
}

/* ---- what there is ---- */

static void add_views(struct spots *p, const struct located *l, struct word *x)
{
    for (uint32_t t = 0; t < p->m->types.len && x->nviews <= WORD_VIEWS; t++) {
        if (p->canon[t] != t || p->m->types.data[t].kind != RIR_T_STRUCT ||
            !struct_looks_like(p, l->in, t, l->in_off))
            continue;
        if (x->nviews < WORD_VIEWS)
            x->views[x->nviews] =
                (struct word_view){t, spot_at(p, ROOT_TYPE, t, t, l->in_off), l->in_off};
        x->nviews++;
    }
}

static uint32_t type_of_member(const struct rir_module *m, uint32_t type, uint64_t off)
{
    const struct rir_field *f = rir_struct_member_at(&m->types.data[type], off);
    return f == NULL ? RIR_NONE : rir_type_strip(m, f->type);
}

static bool find_word(struct words *s, uint32_t global, uint64_t off, struct word *x)
{
    const struct rir_module *m = s->leaves->runs->m;
    struct spots *p = &s->leaves->runs->spots;
    struct located l;
    *x = (struct word){.global = global, .off = (int64_t)off};
    x->type = rir_type_strip(m, m->globals.data[global].type);
    if (x->type == RIR_NONE || !struct_locate(p, x->type, off, &l) || l.in_union || l.in_array ||
        l.is_union)
        return false;
    x->spot = spot_at(p, ROOT_GLOBAL, global, x->type, off);
    if (l.in != RIR_NONE) {
        x->type = type_of_member(m, l.in, l.in_off);
        add_views(p, &l, x);
    }
    x->size = x->type == RIR_NONE ? 0 : (uint32_t)rir_type_size(m, x->type);
    return x->size > 0 && x->size <= 8 && x->nviews <= WORD_VIEWS &&
           m->types.data[x->type].kind != RIR_T_STRUCT;
}

uint32_t word_at(struct words *s, uint32_t global, uint64_t off)
{
    uint64_t key = hash64((uint64_t)global << 32 ^ off);
    uint32_t at;
    struct word x;
    if (!map_get(&s->index, key, &at)) { /* 0: none */
        at = 0;
        if (find_word(s, global, off, &x)) {
            vec_push(&s->all, x);
            at = s->all.len;
        }
        map_put(&s->index, key, at);
    }
    return at == 0 ? RIR_NONE : at - 1;
}

bool word_is_seen_as(const struct words *s, uint32_t word, uint32_t type, uint64_t off)
{
    const struct word *x = &s->all.data[word];
    uint32_t t = spots_struct(&s->leaves->runs->spots, type);
    for (uint32_t i = 0; i < x->nviews; i++)
        if (x->views[i].type == t && x->views[i].off == off)
            return true;
    return false;
}

/* ---- what changes them ---- */

/* What phase A cannot tell from the object. */
static bool may_be_in(const struct words *s, const struct word *x, uint32_t func, uint32_t address)
{
    const struct phase_a *a = s->leaves->runs->a;
    uint32_t cls = phase_a_class(a, func, address);
    return cls != RIR_NONE &&
           phase_a_classes_overlap(a, cls, phase_a_class_of_global(a, x->global));
}

/* The struct, or one that lies in it, is one that has the word. */
static bool holds(const struct spots *p, uint32_t type, const struct word *x, int depth)
{
    const struct rir_module *m = p->m;
    uint32_t t = spots_struct(p, type);
    for (uint32_t i = 0; i < x->nviews; i++)
        if (t != RIR_NONE && x->views[i].type == t)
            return true;
    t = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
    if (t == RIR_NONE || depth == MAX_NESTING)
        return false;
    if (m->types.data[t].kind == RIR_T_ARRAY)
        return holds(p, m->types.data[t].elem, x, depth + 1);
    for (uint32_t i = 0; i < m->types.data[t].nfields; i++)
        if (holds(p, m->types.data[t].fields[i].type, x, depth + 1))
            return true;
    return false;
}

/* To what does a pointer of this type point, if that is a struct? RIR_NONE: not known. */
static uint32_t struct_behind(const struct spots *p, uint32_t type)
{
    return spots_struct(p, rir_type_pointee(p->m, type));
}

/* By what the source says of it, could what is stored be what lies in the word? */
static bool fits(const struct words *s, const struct word *x, uint32_t func,
                 const struct rir_insn *in)
{
    struct runs *r = s->leaves->runs;
    const struct run at = {r, func, &r->m->funcs.data[func]};
    uint32_t stored = struct_behind(&r->spots, run_declared(&at, in->args[0]));
    bool known = false;
    if (stored == RIR_NONE)
        stored = spots_struct(&r->spots, run_declared(&at, in->args[1]));
    for (uint32_t i = 0; i < x->nviews; i++) {
        uint32_t type = type_of_member(r->m, x->views[i].type, x->views[i].off);
        uint32_t behind = struct_behind(&r->spots, type);
        known |= behind != RIR_NONE;
        if (stored != RIR_NONE && behind == stored)
            return true;
    }
    return stored == RIR_NONE || !known;
}

/* Others may store there through pointers that are not followed (spots.h). */
static bool is_lost(const struct words *s, const struct word *x)
{
    const struct spots *p = &s->leaves->runs->spots;
    bool lost = x->spot < SPOT_FIRST || p->all.data[x->spot].lost;
    for (uint32_t i = 0; i < x->nviews; i++)
        lost |= x->views[i].member < SPOT_FIRST || p->all.data[x->views[i].member].lost;
    return lost;
}

/* The object that an address is in for sure: another one, or one of its own. */
static bool is_elsewhere(const struct words *s, const struct word *x, uint32_t func,
                         uint32_t address)
{
    const struct rir_func *f = &s->leaves->runs->m->funcs.data[func];
    uint32_t base = flow_base(f, address);
    if (f->values[base].kind == RIR_V_GLOBAL)
        return f->values[base].ref != x->global;
    return flow_defined_by(f, base, RIR_STACK) != NULL ||
           flow_defined_by(f, base, RIR_ALLOC) != NULL;
}

static bool is_scalar_there(const struct words *s, const struct word *x, uint32_t func,
                            const struct rir_insn *in)
{
    const struct runs *r = s->leaves->runs;
    const struct rir_func *f = &r->m->funcs.data[func];
    uint32_t spot = runs_spot(r, func, in->args[0]);
    uint32_t bytes = rir_scalar_bytes(f->values[in->args[1]].type);
    const struct rir_value *v = &f->values[in->args[0]];
    if (v->kind == RIR_V_GLOBAL)
        return v->imm < x->off + x->size && x->off < v->imm + bytes;
    if (spot < SPOT_FIRST)
        return spot == SPOT_ANY && bytes == x->size && is_lost(s, x) && fits(s, x, func, in) &&
               may_be_in(s, x, func, in->args[0]);
    const struct spot *y = &r->spots.all.data[spot];
    if (y->root != ROOT_TYPE)
        return y->root == ROOT_GLOBAL && y->ref == x->global && (int64_t)y->off == x->off;
    for (uint32_t i = 0; i < x->nviews; i++)
        if (y->member == x->views[i].member)
            return true;
    return false;
}

/* A copy or a fill, or what a described function does behind an argument. */
static bool is_struct_there(const struct words *s, const struct word *x, uint32_t func,
                            uint32_t address, bool guess)
{
    struct runs *r = s->leaves->runs;
    const struct run at = {r, func, &r->m->funcs.data[func]};
    uint32_t spot = runs_spot(r, func, address);
    uint32_t type = spot >= SPOT_FIRST ? spot_struct(&r->spots, spot) : run_declared(&at, address);
    if (at.f->values[flow_base(at.f, address)].kind == RIR_V_GLOBAL)
        return true;
    if (type != RIR_NONE)
        return holds(&r->spots, type, x, 0);
    return guess && spot == SPOT_ANY && may_be_in(s, x, func, address);
}

static bool is_written_by(const struct words *s, const struct word *x, uint32_t func,
                          const struct rir_insn *in)
{
    const struct rir_func *callee = &s->leaves->runs->m->funcs.data[in->ref];
    if ((callee->flags & RIR_FUNC_DEFINED) && !rir_func_is_described(callee))
        return false;
    for (uint32_t i = 0; i < in->nargs; i++)
        if (param_is_written(callee, i) && !is_elsewhere(s, x, func, in->args[i]) &&
            is_struct_there(s, x, func, in->args[i], false))
            return true;
    return false;
}

bool word_is_stored(const struct words *s, uint32_t word, uint32_t func, const struct rir_insn *in)
{
    const struct word *x = &s->all.data[word];
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
        return !is_elsewhere(s, x, func, in->args[0]) && is_scalar_there(s, x, func, in);
    case RIR_COPY:
    case RIR_FILL:
        return !is_elsewhere(s, x, func, in->args[0]) &&
               is_struct_there(s, x, func, in->args[0], true);
    case RIR_CALL:
        return is_written_by(s, x, func, in);
    case RIR_OPAQUE:
        return true;
    default:
        return false;
    }
}

static bool stores(const void *with, uint32_t func, const struct rir_insn *in, uint32_t word)
{
    return word_is_stored(with, word, func, in);
}

bool word_is_changed_by(struct words *s, uint32_t word, uint32_t func)
{
    uint64_t key = (uint64_t)func << 32 | word;
    uint32_t known;
    if (!map_get(&s->changed, key, &known)) {
        known = leaves_does(s->leaves, func, stores, s, word, true);
        map_put(&s->changed, key, known);
    }
    return known;
}

bool word_is_called_on(struct words *s, uint32_t word, uint32_t func, uint32_t insn)
{
    const struct runs *r = s->leaves->runs;
    const struct rir_insn *in = &r->m->funcs.data[func].insns[insn];
    uint32_t n;
    bool complete;
    if (in->op == RIR_CALL)
        return word_is_changed_by(s, word, in->ref);
    if (in->op != RIR_CALLI)
        return false;
    const uint32_t *to = phase_a_callees(r->a, func, insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++)
        if (word_is_changed_by(s, word, to[i]))
            return true;
    return !complete;
}
