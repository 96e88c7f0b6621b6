/* Packets on their way: what is sent somewhere may be received anywhere, as far as C types allow.
 *
 * A-I36  A packet is received as the type that it was sent as: what a pointer to a struct was sent
 * as goes to where a pointer to that struct is received. Structs one of which may be used for the
 * other are one: those that begin with one another, or with the same member. What is sent but
 * received nowhere, or received but sent nowhere, is one with all such. A pointer to something
 * else, or to a struct that is only declared, is sent to all, and received from all. When all is
 * solved the types by which packets are accessed are looked at, in the whole program: where one was
 * sent as another struct than it is used as, all packets are one, and it is solved anew.
 *
 * So types are believed of what comes from where nobody looks, and only as long as nothing in the
 * program contradicts them (ANALYSIS.md, section 3). */
#include <string.h>

#include "solve/flow.h"
#include "solve/pa.h"

enum { ANY = 0 }; /* transits[ANY]: of no struct that is known, and of what has no counterpart */

static uint32_t struct_known(const struct rir_module *m, uint32_t type)
{
    type = rir_type_strip(m, type);
    bool known = type != RIR_NONE && m->types.data[type].kind == RIR_T_STRUCT &&
                 m->types.data[type].nfields != 0;
    return known ? type : RIR_NONE;
}

/* The struct, without typedefs, that a value points to as far as the source says; RIR_NONE. */
static uint32_t struct_behind(const struct rir_module *m, const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    uint32_t type = flow_source_type(f, value);
    if (v->kind == RIR_V_GLOBAL)
        type = v->imm == 0 ? m->globals.data[v->ref].type : RIR_NONE;
    else if (in != NULL && in->op == RIR_FIELD)
        type = rir_named_type(m, in);
    else if (in == NULL || in->op != RIR_STACK)
        type = rir_type_pointee(m, type);
    return struct_known(m, type);
}

/* ... and that a pointer points to in the memory that a value refers to: `&m`, `*out`. */
static uint32_t struct_held(const struct rir_module *m, const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    bool slot = v->kind == RIR_V_INSN && f->insns[v->ref].op == RIR_STACK;
    uint32_t type = slot                     ? f->insns[v->ref].src
                    : v->kind == RIR_V_PARAM ? rir_type_pointee(m, f->params[v->ref].src)
                                             : rir_type_pointee(m, v->src);
    return struct_known(m, rir_type_pointee(m, type));
}

/* One may begin with the other, or both with the same member. */
static bool may_be_one(const struct rir_module *m, uint32_t x, uint32_t y)
{
    const struct rir_field *a = &m->types.data[x].fields[0], *b = &m->types.data[y].fields[0];
    bool named = a->name != NULL && b->name != NULL && strcmp(a->name, b->name) == 0;
    return x == y || (named && rir_type_strip(m, a->type) == rir_type_strip(m, b->type));
}

static bool begins_with(const struct rir_module *m, uint32_t type, uint32_t first)
{
    for (int depth = 0; depth < 16 && type != RIR_NONE; depth++) {
        const struct rir_type *t = &m->types.data[type];
        if (type == first)
            return true;
        bool nested = (t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION) && t->nfields != 0;
        type = rir_type_strip(m, nested                   ? t->fields[0].type
                                 : t->kind == RIR_T_ARRAY ? t->elem
                                                          : RIR_NONE);
    }
    return false;
}

static struct pa_transit *transit_for(struct phase_a *a, uint32_t type)
{
    for (uint32_t i = 1; i < a->transits.len; i++)
        if (a->transits.data[i].type == type)
            return &a->transits.data[i];
    struct pa_transit t = {.type = type, .group = a->transits.len};
    vec_push(&a->transits, t);
    return &a->transits.data[t.group];
}

static void note(struct phase_a *a, uint32_t type, bool sent)
{
    if (type == RIR_NONE)
        return;
    struct pa_transit *t = transit_for(a, type);
    t->sent |= sent;
    t->received |= !sent;
}

static void note_call(struct phase_a *a, const struct rir_func *f, const struct rir_insn *in)
{
    const struct rir_func *g = &a->m->funcs.data[in->ref];
    for (uint32_t i = 0; i < g->nanns; i++) {
        uint8_t kind = g->anns[i].kind;
        if (kind == RIR_ANN_RECEIVES && in->result != RIR_NONE)
            note(a, struct_behind(a->m, f, in->result), false);
        bool sends = kind == RIR_ANN_SENDS || kind == RIR_ANN_SENDS_IF;
        if (!sends && kind != RIR_ANN_RECEIVES_INTO && kind != RIR_ANN_RECEIVES_INTO_IF)
            continue;
        for (uint32_t k = 0; k < in->nargs; k++)
            if (rir_ann_covers(g, g->anns[i].a, rir_call_position(in, k)))
                note(a,
                     sends ? struct_behind(a->m, f, in->args[k])
                           : struct_held(a->m, f, in->args[k]),
                     sends);
    }
}

static void note_func(struct phase_a *a, const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op == RIR_CALL)
            note_call(a, f, in);
        else if (in->op == RIR_SEND)
            note(a, struct_behind(a->m, f, in->args[0]), true);
        else if (in->op == RIR_RECEIVE && in->result != RIR_NONE)
            note(a, struct_behind(a->m, f, in->result), false);
    }
    for (uint32_t p = 0; p < f->nparams && rir_func_ann(f, RIR_ANN_TASK) != NULL; p++)
        if (f->params[p].type.cls == RIR_PTR)
            note(a, struct_behind(a->m, f, f->params[p].value), false);
}

static uint32_t group_of(const struct phase_a *a, uint32_t i)
{
    while (a->transits.data[i].group != i)
        i = a->transits.data[i].group;
    return i;
}

static void unite(struct phase_a *a, uint32_t i, uint32_t k)
{
    i = group_of(a, i);
    k = group_of(a, k);
    struct pa_transit *to = &a->transits.data[i < k ? i : k],
                      *from = &a->transits.data[i < k ? k : i];
    if (i == k)
        return;
    from->group = i < k ? i : k;
    to->sent |= from->sent;
    to->received |= from->received;
}

static void find_groups(struct phase_a *a)
{
    uint32_t n = a->transits.len;
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++) {
            uint32_t x = a->transits.data[i].type, y = a->transits.data[k].type;
            if (may_be_one(a->m, x, y) || begins_with(a->m, x, y) || begins_with(a->m, y, x))
                unite(a, i, k);
        }
    for (uint32_t i = 1; i < n; i++) {
        const struct pa_transit *t = &a->transits.data[group_of(a, i)];
        if (t != a->transits.data && !(t->sent && t->received))
            unite(a, ANY, i);
    }
}

enum { MAX_TYPES = 64 }; /* of packets, looked at in pairs */

void pa_transit_init(struct phase_a *a)
{
    vec_push(&a->transits, ((struct pa_transit){.type = RIR_NONE}));
    for (uint32_t f = 0; f < a->m->funcs.len && !a->one_transit; f++)
        note_func(a, &a->m->funcs.data[f]);
    if (a->transits.len > MAX_TYPES)
        a->transits.len = 1;
    find_groups(a);
    /* what comes from outside the program is one object of each */
    for (uint32_t i = 0; i < a->transits.len; i++)
        if (group_of(a, i) == i) {
            a->transits.data[i].cell = pa_cell_new(a);
            pa_cell_point(a, a->transits.data[i].cell, pa_node_new(a, PA_MUTABLE, 1),
                          pa_off_exact(0));
        }
}

/* RIR_NONE: none of its own. */
static uint32_t known_group(const struct phase_a *a, uint32_t type)
{
    for (uint32_t i = 1; i < a->transits.len && type != RIR_NONE; i++)
        if (a->transits.data[i].type == type)
            return group_of(a, i);
    return RIR_NONE;
}

static void connect(struct phase_a *a, uint32_t type, uint32_t cell, bool sends)
{
    uint32_t group = known_group(a, type);
    for (uint32_t i = 0; i < a->transits.len; i++) {
        if (group_of(a, i) != i || (group != RIR_NONE && i != group))
            continue;
        uint32_t transit = a->transits.data[i].cell;
        pa_assign(a, sends ? cell : transit, sends ? transit : cell);
    }
}

void pa_transit_send(struct phase_a *a, uint32_t func, uint32_t value)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    connect(a, struct_behind(a->m, f, value), pa_value(a, func, value), true);
}

void pa_transit_receive(struct phase_a *a, uint32_t func, uint32_t value)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    connect(a, struct_behind(a->m, f, value), pa_value(a, func, value), false);
}

uint32_t pa_transit_received_into(struct phase_a *a, uint32_t func, uint32_t value)
{
    uint32_t cell = pa_cell_new(a);
    connect(a, struct_held(a->m, &a->m->funcs.data[func], value), cell, false);
    return cell;
}

void pa_transit_any(struct phase_a *a, uint32_t cell, bool sends)
{
    connect(a, RIR_NONE, cell, sends);
}

/* ---- do the types hold? ---- */

static uint32_t root_of(const struct phase_a *a, uint32_t cell)
{
    uint32_t root;
    struct pa_off off;
    bool any = cell != RIR_NONE && pa_cell_target((struct phase_a *)a, cell, &root, &off);
    return any ? root : RIR_NONE;
}

/* A packet of one group is used as a struct of another one. */
static bool is_used_as_another(const struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    uint32_t group = known_group(a, rir_type_strip(a->m, in->ref));
    uint32_t at = root_of(a, pa_value((struct phase_a *)a, func, in->args[0]));
    if (group == RIR_NONE || at == RIR_NONE || at == root_of(a, a->transits.data[group].cell))
        return false;
    bool other = false;
    for (uint32_t i = 0; i < a->transits.len; i++)
        other |= group_of(a, i) == i && at == root_of(a, a->transits.data[i].cell);
    return other;
}

bool pa_transit_lies(const struct phase_a *a)
{
    for (uint32_t f = 0; f < a->m->funcs.len && a->transits.len > 1; f++)
        for (uint32_t i = 0; i < a->m->funcs.data[f].ninsns; i++) {
            const struct rir_insn *in = &a->m->funcs.data[f].insns[i];
            if (in->op == RIR_FIELD && is_used_as_another(a, f, in))
                return true;
        }
    return false;
}

bool phase_a_is_packets(const struct phase_a *a, uint32_t cls)
{
    for (uint32_t i = 0; i < a->transits.len; i++)
        if (group_of(a, i) == i && pa_class_of_cell(a, a->transits.data[i].cell) == cls)
            return true;
    return false;
}
