/* What this task has lent, and to which of the tasks that it started.
 *
 * A loan is a mark (marks.h) for each start record: the set of what its tasks have, as what slot 0
 * of a node of its own leads to. A target with stride 0 is one element of an array, as large as the
 * start's operand says (lent_form.c); one with a stride of that size some element, and with stride
 * 1 the whole object.
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
    lent_forms_find(s);
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

static struct target whole_object(struct target t, bool sure)
{
    t.cert = sure && t.off == 0 && t.stride == 0 && !t.linked ? t.cert : CERT_MAY;
    t.off = 0;
    t.stride = 1;
    return t;
}

/* Where the array begins in the object: that is one place, for any object that it may be in. */
static bool begins_at(struct env *e, uint32_t begin, uint32_t node, int32_t *off)
{
    uint32_t n, found = 0;
    const struct target *v = set_get(sets_of(e), env_get(e, begin), &n);
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].node != node)
            continue;
        if (v[i].linked || v[i].stride != 0 || (found != 0 && *off != v[i].off))
            return false;
        *off = v[i].off;
        found++;
    }
    return found != 0;
}

/* Of an array in a struct, elements begin at any multiple of their size from where it begins. */
static struct target in_member(struct env *e, struct target t, const struct lent_form *form)
{
    int32_t at;
    if (t.linked || !begins_at(e, form->begin, t.node, &at) || at < 0)
        return whole_object(t, false);
    if (t.stride != 0) {
        t.off = at;
        t.stride = form->array == form->item ? 0 : form->item;
        t.cert = CERT_MAY;
    } else if (t.off < at || t.off >= at + (int64_t)form->array ||
               (t.off - at) % (int64_t)form->item != 0) {
        return whole_object(t, false);
    }
    return t;
}

/* The object itself, or the element of it. */
static struct target denoted(struct env *e, struct target t, const struct lent_form *form)
{
    int32_t item = (int32_t)form->item;
    t.stale = 0;
    if (form->array != 0)
        return in_member(e, t, form);
    if (item != 0 && t.stride == 0 && t.off >= 0 && !t.linked) {
        t.off -= t.off % item;
    } else if (item != 0 && t.stride != 0 && t.stride % form->item == 0 && t.off >= 0 &&
               !t.linked) {
        t.off = 0;
        t.stride = form->item;
        t.cert = CERT_MAY;
    } else {
        t = whole_object(t, form->whole);
    }
    return t;
}

/* Of a static array, an element in one of its elements is not told apart from that. */
static bool may_be_in_static_array(const struct solver *s, uint32_t func, uint32_t value)
{
    uint32_t n = 0, cls = phase_a_class(s->a, func, value);
    const uint32_t *globals = phase_a_class_globals(s->a, cls, &n);
    bool may = phase_a_class_unknown(s->a, cls);
    for (uint32_t i = 0; i < n && !may; i++) {
        uint32_t type = rir_type_strip(s->m, s->m->globals.data[globals[i]].type);
        may = type == RIR_NONE || s->m->types.data[type].kind == RIR_T_ARRAY;
    }
    return may;
}

/* An element of an array in a struct is told apart only where all that the start gives is (B-L21).
 */
static struct lent_form form_given(const struct env *e, uint32_t value, uint32_t record)
{
    const struct solver *s = e->b->s;
    struct lent_form form = {.begin = RIR_NONE};
    if (value == RIR_NONE)
        return form;
    form = lent_form(s->m, e->b->f, value);
    if (form.array != 0 && (record == lent_lost(s) || s->lent_forms[record].array == 0 ||
                            may_be_in_static_array(s, e->b->func, value)))
        form = (struct lent_form){.begin = RIR_NONE};
    return form;
}

/* A number of which nothing more is known leads to no object. */
static bool is_number(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind == N_UNKNOWN && strcmp(node_reason(b, node), a_number) == 0;
}

set_id lent_denoted(struct env *e, set_id roots, uint32_t value, uint32_t record)
{
    struct target_vec v = {0};
    uint32_t n;
    struct lent_form form = form_given(e, value, record);
    set_get(sets_of(e), roots, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), roots, &(uint32_t){0})[i];
        if (n > 1 || !is_number(e->b, t.node))
            push(e->b, &v, denoted(e, t, &form));
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

set_id lent_packet(struct env *e, uint32_t insn, set_id roots, uint32_t value, uint32_t record)
{
    struct set_table *t = sets_of(e);
    const struct rir_module *m = e->b->s->m;
    if (value != RIR_NONE && lent_is_channel(m, e->b->f, value))
        return SET_EMPTY;
    struct lent_form form = form_given(e, value, record);
    set_id all = lent_denoted(e, roots, value, record);
    if (form.whole)
        all = set_union(t, all, below(e, marks_packet(e, roots, value), CERT_SURE));
    if (marks_is_alone(e->b->s, e->b->func, value))
        return all;
    if (all == SET_EMPTY)
        return all;
    set_id contents;
    if (form.item == 0 || !lent_setup(e, insn, value, form.item, &contents))
        contents = memory_load(e, set_anywhere(t, roots));
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
