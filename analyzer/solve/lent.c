/* What this task has lent, and to which of the tasks that it started.
 *
 * A loan is a mark (marks.h) for each start record: the set of what its tasks have, as what slot 0
 * of a node of its own leads to. A target with stride 0 is one element of an array, as large as the
 * start's operand says (lent_item); one with a stride of that size some element, and with stride 1
 * the whole object.
 *
 * B-L8 (I2). What a task may have of its starter's is in the set of its record, or may be the same
 * object as what is (lent_meets), for as long as the record may be running: a start adds all that
 * its argument leads to, and nothing takes any of it out but the end of the record. B-L9. A record
 * that is not running has lent nothing: what its set holds then is forgotten when it starts again.
 * B-L10. What a task has lent is no business of others: no loan passes a start, in either
 * direction. B-L11. A static object is lent by its own address alone; below an argument it stays
 * where it is. B-L12. Code that is not followed, and that may start tasks, has lent all that it
 * gets at, for good: to a record that is none and never ends. */
#include "solve/lent.h"

#include <string.h>

#include "solve/memory_int.h"
#include "solve/open_object.h"

uint32_t lent_lost(const struct solver *s)
{
    return s->starts.len;
}

bool lent_any(const struct solver *s)
{
    return marks_any(s, MARK_LENT);
}

/* A number that is passed as a pointer has no class, nor has what came in a packet that nobody
 * sends. */
static bool has_packets(const struct solver *s)
{
    bool any = false;
    for (uint32_t i = 0; i < phase_a_stats(s->a).classes && !any; i++)
        any = phase_a_is_packets(s->a, i);
    return any;
}

bool lent_refers(const struct solver *s, uint32_t func, uint32_t value)
{
    return !flow_is_null(&s->m->funcs.data[func], value) &&
           (phase_a_class(s->a, func, value) != RIR_NONE || has_packets(s));
}

static void note(struct solver *s, uint32_t func, uint32_t value)
{
    if (value == RIR_NONE || lent_refers(s, func, value))
        marks_note_value(s, MARK_LENT, func, value);
}

static bool starts_through_pointers(const struct rir_func *f)
{
    return rir_func_starts(f) && (f->flags & RIR_FUNC_ADDRESS_TAKEN) != 0;
}

void lent_find(struct solver *s)
{
    for (uint32_t i = 0; i < s->starts.len; i++) {
        const struct start_rec *r = &s->starts.data[i];
        const struct rir_insn *in = &s->m->funcs.data[r->func].insns[r->insn];
        if (!r->inside)
            note(s, r->func, start_argument(s, in));
    }
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        if (starts_through_pointers(&s->m->funcs.data[i]))
            note(s, RIR_NONE, RIR_NONE);
}

/* ---- what an argument denotes ---- */

static uint32_t size_of_item(const struct rir_module *m, uint32_t type)
{
    uint64_t size = type == RIR_NONE ? 0 : rir_type_size(m, type);
    return size > INT32_MAX ? 0 : (uint32_t)size;
}

/* Of a static array of structs or arrays, its start is element 0. */
static uint32_t item_of_static(const struct rir_module *m, uint32_t global, bool stepped)
{
    uint32_t t = m->globals.data[global].type, elem;
    t = t == RIR_NONE ? RIR_NONE : rir_type_strip(m, t);
    if (t == RIR_NONE || m->types.data[t].kind != RIR_T_ARRAY)
        return 0;
    elem = rir_type_strip(m, m->types.data[t].elem);
    bool of_structs = elem != RIR_NONE &&
                      (m->types.data[elem].kind == RIR_T_ARRAY || m->types.data[elem].nfields != 0);
    return stepped || of_structs ? size_of_item(m, m->types.data[t].elem) : 0;
}

uint32_t lent_item(const struct body *b, uint32_t operand, bool *whole)
{
    const struct rir_func *f = b->f;
    uint32_t item = 0;
    bool stepped = false, last = true;
    *whole = false;
    for (uint32_t v = operand; v != RIR_NONE;) {
        const struct rir_value *value = &f->values[v];
        const struct rir_insn *in = value->kind == RIR_V_INSN ? &f->insns[value->ref] : NULL;
        if (in == NULL || !flow_is_step(in)) {
            *whole = !stepped && (in == NULL || (in->op != RIR_PHI && in->op != RIR_SELECT));
            if (value->kind != RIR_V_GLOBAL)
                return item;
            item = item_of_static(b->s->m, value->ref, stepped);
            *whole &= item == 0;
            return item;
        }
        if (in->op == RIR_ELEM || in->op == RIR_OFFSET) {
            if (last && in->op == RIR_ELEM && (in->flags & RIR_IN_ARRAY) == 0 && in->imm > 0 &&
                in->imm <= INT32_MAX)
                item = (uint32_t)in->imm;
            stepped = true;
        }
        last &= in->op == RIR_UN;
        v = in->args[0];
    }
    return 0;
}

/* ---- all that a task gets ---- */

/* What everybody may use is not lent, and what is no object is not either. */
static bool can_be_lent(const struct body *b, uint32_t node)
{
    const uint32_t open =
        RIR_GLOBAL_CONST | RIR_GLOBAL_STRING | RIR_GLOBAL_CHANNEL | RIR_GLOBAL_SHARED;
    uint8_t kind = b->nodes.data[node].kind;
    uint32_t type = kind == N_STACK ? b->f->insns[b->nodes.data[node].ref].src : RIR_NONE;
    if (type != RIR_NONE && (rir_type_flags(b->s->m, type) & RIR_TYPE_CHANNEL) != 0)
        return false;
    return kind != N_FUNC && kind != N_CONSTS && kind != N_HANDLE && node_is_object(b, node) &&
           (kind != N_GLOBAL || !global_is(b, node, open)) && !node_is_channel(b, node) &&
           !node_is_immutable(b, node);
}

static void push(const struct body *b, struct target_vec *v, struct target t)
{
    if (can_be_lent(b, t.node))
        vec_push(v, t);
}

/* The object itself, or the element of it. */
static struct target denoted(struct target t, uint32_t item, bool whole)
{
    t.stale = 0;
    if (item != 0 && t.stride == 0 && t.off >= 0 && !t.linked) {
        t.off -= t.off % (int32_t)item;
    } else if (item != 0 && t.stride != 0 && t.stride % item == 0 && t.off >= 0 && !t.linked) {
        t.off = 0;
        t.stride = item;
        t.cert = CERT_MAY;
    } else {
        t.cert = whole && t.off == 0 && t.stride == 0 && !t.linked ? t.cert : CERT_MAY;
        t.off = 0;
        t.stride = 1;
    }
    return t;
}

/* A number of which nothing more is known leads to no object. */
static bool is_number(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind == N_UNKNOWN && strcmp(node_reason(b, node), a_number) == 0;
}

set_id lent_denoted(struct env *e, set_id roots, uint32_t value)
{
    struct target_vec v = {0};
    uint32_t n;
    bool whole = false;
    uint32_t item = value == RIR_NONE ? 0 : lent_item(e->b, value, &whole);
    set_get(sets_of(e), roots, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), roots, &(uint32_t){0})[i];
        if (n > 1 || !is_number(e->b, t.node))
            push(e->b, &v, denoted(t, item, whole));
    }
    set_id s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

/* What hangs below, other static objects excepted (B-L11); of it nothing is more certain than
 * `most`. */
static set_id below(struct env *e, set_id packet, enum certain most)
{
    struct target_vec v = {0};
    uint32_t n;
    set_get(sets_of(e), packet, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), packet, &(uint32_t){0})[i];
        if (t.cert > most)
            t.cert = (uint8_t)most;
        if (!node_is_named_static(e->b, t.node))
            push(e->b, &v, t);
    }
    set_id s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

/* B-K8. Wherever a channel lies, it may be given to everybody. */
static bool is_channel(const struct body *b, uint32_t value)
{
    return value != RIR_NONE &&
           rir_type_channel(b->s->m, flow_source_type(b->f, value)) != RIR_NONE;
}

set_id lent_packet(struct env *e, set_id roots, uint32_t value)
{
    struct set_table *t = sets_of(e);
    if (is_channel(e->b, value))
        return SET_EMPTY;
    bool whole = false;
    uint32_t item = value == RIR_NONE ? 0 : lent_item(e->b, value, &whole);
    set_id all = lent_denoted(e, roots, value);
    if (item == 0 && whole)
        all = set_union(t, all, below(e, marks_packet(e, roots, value), CERT_SURE));
    if (marks_is_alone(e->b->s, e->b->func, value))
        return all;
    if (all == SET_EMPTY)
        return all;
    set_id contents = memory_load(e, set_anywhere(t, roots));
    return set_union(t, all, below(e, marks_packet(e, contents, RIR_NONE), CERT_MAY));
}

/* ---- loans ---- */

static uint32_t node_of(struct env *e, uint32_t record)
{
    uint32_t node = node_get(e->b, N_MARK, MARK_LENT + record);
    ids_add(&e->b->lent, node);
    return node;
}

static set_id held_by(const struct env *e, uint32_t node)
{
    const struct slot *s = slots_find(&e->mem, node, 0, 0);
    return s == NULL ? SET_EMPTY : s->set;
}

static void replace(struct env *e, uint32_t node, set_id now)
{
    if (held_by(e, node) == now)
        return;
    slots_put(&e->mem, node, 0, 0, now);
    memory_marks_changed(e);
}

/* What is surely frozen may be read by all, and is nobody's to lend. That of an object that is
 * published, only a part may be. */
static bool is_frozen(struct env *e, struct target t)
{
    return !e->b->s->publish.has_parts && marks_any(e->b->s, MARK_FROZEN) &&
           marks_of(e->b, marks_get(e, MARK_FROZEN), t) == MARKED_SURE;
}

void lent_put(struct env *e, uint32_t record, set_id packet, enum certain most)
{
    struct target_vec v = {0};
    uint32_t n, node = node_of(e, record);
    set_get(sets_of(e), packet, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), packet, &(uint32_t){0})[i];
        t.cert = t.cert < most ? t.cert : (uint8_t)most;
        if (!can_be_lent(e->b, t.node) || is_frozen(e, t))
            continue;
        e->b->used_pot |= node_is_entry(e->b, t.node); /* another argument may be it (B-O4) */
        vec_push(&v, t);
    }
    set_id more = set_make(sets_of(e), v.data, v.len);
    replace(e, node, node_coarsen(e->b, set_union(sets_of(e), held_by(e, node), more)));
    vec_free(&v);
}

void lent_end(struct env *e, uint32_t record)
{
    for (uint32_t i = 0; i < e->b->lent.len; i++)
        if (lent_record(e->b, e->b->lent.data[i]) == record)
            replace(e, e->b->lent.data[i], SET_EMPTY);
}

void lent_put_anything(struct env *e, set_id args)
{
    struct set_table *t = sets_of(e);
    if (!lent_any(e->b->s))
        return;
    set_id all = memory_closure(e, set_union(t, args, memory_exposed_before(e)));
    all = set_union(t, all, set_one(t, node_get(e->b, N_GREST, RIR_NONE), 0, 1, CERT_MAY));
    lent_put(e, lent_lost(e->b->s), all, CERT_MAY);
}

uint32_t lent_record(const struct body *b, uint32_t node)
{
    const struct node *n = &b->nodes.data[node];
    return n->kind == N_MARK && n->ref >= MARK_LENT ? n->ref - MARK_LENT : RIR_NONE;
}

void lent_here(struct env *e, struct loans *out)
{
    out->len = 0;
    for (uint32_t i = 0; i < e->b->lent.len; i++) {
        struct loan l = {.record = lent_record(e->b, e->b->lent.data[i])};
        bool runs = l.record == lent_lost(e->b->s) || ids_has(&e->st.running, l.record);
        l.set = runs ? held_by(e, e->b->lent.data[i]) : SET_EMPTY;
        if (l.set == SET_EMPTY)
            continue;
        l.set = reach_resolve(e, l.set);
        vec_push(out, l);
    }
}
