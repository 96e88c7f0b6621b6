/* What a described function leaves in memory that it writes, and what it gives away of memory that
 * it reads. */
#include "solve/call.h"
#include "solve/publish.h"

/* Another annotation says which pointer is put there. */
static bool says_what_it_stores(const struct rir_func *f, int n)
{
    return rir_func_ann_at(f, RIR_ANN_HANDLE, n) || rir_func_ann_at(f, RIR_ANN_RECEIVES_INTO, n) ||
           rir_func_ann_at(f, RIR_ANN_RECEIVES_INTO_IF, n) ||
           rir_func_ann_at(f, RIR_ANN_RESULT_INTO, n) || rir_func_ann_at(f, RIR_ANN_POINTS_INTO, n);
}

/* The type of what parameter n points to; RIR_NONE: not known. */
uint32_t call_pointee(const struct rir_module *m, const struct rir_func *f, int n)
{
    uint32_t t = rir_func_source_type(m, f);
    if (t == RIR_NONE || n > (int)m->types.data[t].nfields)
        return RIR_NONE;
    return rir_type_strip(m, rir_type_pointee(m, m->types.data[t].fields[n - 1].type));
}

/* What parameter n points to is void, a pointer, or not known: it may be any bytes. */
static bool points_to_words(const struct rir_module *m, const struct rir_func *f, int n)
{
    uint32_t t = call_pointee(m, f, n);
    return t == RIR_NONE || m->types.data[t].kind == RIR_T_VOID ||
           m->types.data[t].kind == RIR_T_PTR;
}

/* How many bytes the annotation says there are, where the call says so with a constant, or the type
 * of a number does; else -1. */
static int64_t bytes_at(const struct call *c, const struct rir_func *f, int n, int size)
{
    const struct rir_module *m = c->e->b->s->m;
    uint32_t type = size == 0 ? call_pointee(m, f, n) : RIR_NONE;
    if (type != RIR_NONE && m->types.data[type].kind == RIR_T_INT && m->types.data[type].size > 1)
        return (int64_t)m->types.data[type].size;
    uint32_t at = size > 0 ? flow_operand(c->in, (uint32_t)size) : RIR_NONE;
    const struct rir_value *v = at == RIR_NONE ? NULL : &c->e->b->f->values[at];
    return v != NULL && v->kind == RIR_V_CONST ? v->imm : -1;
}

static set_id outside(const struct call *c)
{
    return set_one(sets_of(c->e), node_unknown(c->e->b, from_outside), 0, 1, CERT_MAY);
}

void call_bytes_from_outside(struct call *c, set_id x)
{
    if (phase_a_comes_back(c->e->b->s->a))
        memory_fill(c->e, x, outside(c), -1);
}

/* Where pointers in an array of structs lead to, by the types of its members, and those inside the
 * structs that they lead to. */
static set_id behind_members(struct env *e, set_id at, uint32_t type, int depth)
{
    const struct rir_module *m = e->b->s->m;
    const struct rir_type *t = &m->types.data[type];
    set_id all = SET_EMPTY;
    at = transfer_shifted(e, at, 0, (uint32_t)t->size);
    for (uint32_t i = 0; depth > 0 && i < t->nfields; i++) {
        uint32_t ft = rir_type_strip(m, t->fields[i].type);
        set_id member = transfer_shifted(e, at, (int64_t)t->fields[i].offset, 0), to;
        if (ft != RIR_NONE && m->types.data[ft].kind == RIR_T_STRUCT)
            all = set_union(sets_of(e), all, behind_members(e, member, ft, depth - 1));
        if (ft == RIR_NONE || m->types.data[ft].kind != RIR_T_PTR)
            continue;
        uint32_t elem = rir_type_strip(m, m->types.data[ft].elem);
        to = memory_load(e, member);
        if (elem != RIR_NONE && m->types.data[elem].kind == RIR_T_STRUCT)
            to = behind_members(e, to, elem, depth - 1);
        else
            to = set_anywhere(sets_of(e), to);
        all = set_union(sets_of(e), all, to);
    }
    return all;
}

set_id call_behind_members(struct env *e, set_id at, uint32_t type)
{
    return behind_members(e, at, type, 4);
}

bool call_fills_behind(const struct rir_module *m, const struct rir_func *f, int n)
{
    uint32_t type = call_pointee(m, f, n);
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_STRUCT &&
           rir_func_ann_at(f, RIR_ANN_WRITES_BEHIND, n) && rir_func_ann_at(f, RIR_ANN_FILLS, n);
}

/* Bytes come in at *n, or, with FBP_MODEL_WRITES_BEHIND, at pointers in it. One word of it each,
 * where scanf or a pointer to a pointer says where. */
void call_fill(struct call *c, const struct rir_func *f, int n, int size, set_id x)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    uint32_t type = call_pointee(m, f, n);
    bool word = n > (int)f->ncparams || (type != RIR_NONE && m->types.data[type].kind == RIR_T_PTR);
    if (call_fills_behind(m, f, n))
        memory_store(e, call_behind_members(e, x, type), outside(c), true);
    else if (word)
        memory_store(e, x, outside(c), true);
    else
        memory_fill(e, x, outside(c), bytes_at(c, f, n, size));
}

/* Pointers to objects among the members of a struct that is written as a whole, and was not read:
 * the library says where they lead, but for those that another annotation explains. */
static void fill_members(struct env *e, set_id at, uint32_t type, set_id value, int depth)
{
    const struct rir_module *m = e->b->s->m;
    const struct rir_type *t = &m->types.data[type];
    for (uint32_t i = 0; depth > 0 && i < t->nfields; i++) {
        uint32_t ft = rir_type_strip(m, t->fields[i].type);
        if (ft == RIR_NONE)
            continue;
        const struct rir_type *member = &m->types.data[ft];
        set_id there = transfer_shifted(e, at, (int64_t)t->fields[i].offset, 0);
        uint32_t to = rir_type_strip(m, member->elem);
        bool function = to != RIR_NONE && m->types.data[to].kind == RIR_T_FUNC;
        if (member->kind == RIR_T_STRUCT || member->kind == RIR_T_UNION)
            fill_members(e, there, ft, value, depth - 1);
        else if (member->kind == RIR_T_PTR && !function)
            memory_store(e, there, value, true);
    }
}

/* The members are explained, read before they are written, or lead to what is written (va_list). */
static bool keeps_members(const struct rir_func *f, int n)
{
    return rir_func_ann_at(f, RIR_ANN_LINKS, n) || rir_func_ann_at(f, RIR_ANN_READS, n) ||
           rir_func_ann_at(f, RIR_ANN_WRITES_BEHIND, n);
}

static void leave_members(struct call *c, const struct rir_func *f, int n, set_id x)
{
    const struct rir_module *m = c->e->b->s->m;
    uint32_t type = call_pointee(m, f, n);
    set_id unknown =
        set_one(sets_of(c->e), node_unknown(c->e->b, call_reason(c->e->b->s, f, "puts it there")),
                0, 1, CERT_MAY);
    if (m->types.data[type].kind == RIR_T_STRUCT && !keeps_members(f, n))
        fill_members(c->e, x, type, unknown, 6);
}

static void copy_whole(struct call *c, set_id to, set_id from)
{
    publish_copy(c->e, c->insn, to, from);
    memory_copy(c->e, to, from, -1, 0);
}

/* B-D3. Bytes that a described function writes may be pointers: those in what it reads (qsort moves
 * them within the array, lsearch into it), else any (read, through a pipe). What was there before
 * may still be there. */
void call_leave_contents(struct call *c, const struct rir_func *f, int n, set_id x)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    if (says_what_it_stores(f, n) || rir_func_ann_at(f, RIR_ANN_FILLS, n) ||
        rir_func_ann_at(f, RIR_ANN_NUMBERS, n))
        return;
    if (!points_to_words(m, f, n)) {
        leave_members(c, f, n, x);
        return;
    }
    set_id any = set_anywhere(sets_of(e), x);
    bool moves = false;
    for (uint32_t i = 0; i < f->nanns; i++) {
        int from = f->anns[i].a;
        if (f->anns[i].kind != RIR_ANN_READS || !points_to_words(m, f, from))
            continue;
        moves = true;
        if (from == n)
            memory_store(e, any, memory_load(e, any), true);
        else
            copy_whole(c, any, set_anywhere(sets_of(e), call_argument(c, f, from)));
    }
    if (!moves)
        call_fill(c, f, n, 0, x);
}

static void tell(struct call *c, const struct rir_func *f, uint32_t operand)
{
    const struct body *b = c->e->b;
    set_id targets = env_get(c->e, operand);
    uint32_t n, objects = 0;
    const struct target *v = set_get(sets_of(c->e), targets, &n);
    for (uint32_t i = 0; i < n; i++)
        objects += b->nodes.data[v[i].node].kind != N_UNKNOWN;
    if (objects == 0)
        return;
    record_telling(c->e, c->insn, operand);
    memory_keep(c->e, targets, call_reason(c->e->b->s, f, "gives away a reference to it"));
}

/* Numbers and addresses that are printed, where the program may read them back (A-I29). */
void call_print(struct call *c, const struct rir_func *f)
{
    struct env *e = c->e;
    const struct solver *s = e->b->s;
    for (uint32_t i = c->base; phase_a_text_is_read(s->a) && i < c->in->nargs; i++)
        if (phase_a_prints(s->m, e->b->f, c->in, i))
            tell(c, f, c->in->args[i]);
}

/* Whoever reads what leaves knows the pointers in it (A-I27). */
void call_leave(struct call *c, const struct rir_func *f, const struct rir_ann *a, set_id x)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    uint32_t at = flow_operand(c->in, (uint32_t)a->a);
    if (at != RIR_NONE && e->b->f->values[at].type.cls != RIR_PTR) {
        tell(c, f, at);
        return;
    }
    if (!phase_a_leaves(e->b->s->a, e->b->func, c->insn) || MUTANT(e->b->s, 33))
        return;
    uint32_t type = call_pointee(m, f, a->a);
    bool inside = type != RIR_NONE && m->types.data[type].kind == RIR_T_STRUCT;
    set_id held = inside ? memory_load(e, call_behind_members(e, x, type))
                         : memory_span(e, x, bytes_at(c, f, a->a, a->b));
    record_handing(e, c->insn);
    memory_keep(e, held, call_reason(e->b->s, f, "gives away a reference to it"));
}
