/* How the writes of findings are ordered.
 *
 * A lock orders the writes of an object if it is held at every place that writes the object and is
 * not proved harmless. Which places those are:
 *   - a static object named by the write: the bytes written, taken in one element where the object
 *     is an array; writes of other members are other objects;
 *   - anything else: the memory class of phase A that the pointer is in. Two writes there are of
 *     different objects if they are of different members of one struct, or of structs neither of
 *     which contains the other.
 * A write through a pointer counts for each static object that the pointer may point to. A write of
 * which it is not known what it may write counts for none.
 *
 * Only writes that became findings are looked at: what is proved is not shared. "Locked" is said of
 * a task's write if all tasks hold the lock; of main's, which is a finding only while tasks that
 * read the object run, if main does, too. */
#include "solve/orders.h"

#include <string.h>

enum object_kind { OBJECT_STATIC, OBJECT_CLASS, OBJECT_HIDDEN };
#define OPEN_END INT64_MAX

/* ---- which bytes ---- */

static int64_t constant(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_CONST && v->imm >= 0 ? v->imm : OPEN_END;
}

static int64_t length_of(const struct rir_func *f, const struct rir_insn *in)
{
    switch (in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
        return f->values[in->args[1]].type.bits / 8;
    case RIR_CAS:
        return f->values[in->args[2]].type.bits / 8;
    case RIR_COPY:
    case RIR_FILL:
        return constant(f, in->args[2]);
    default:
        return OPEN_END;
    }
}

static const struct rir_type *type_of(const struct rir_module *m, uint32_t type)
{
    type = rir_type_strip(m, type);
    return type == RIR_NONE ? NULL : &m->types.data[type];
}

static int64_t shifted(int64_t at, int64_t by)
{
    return at == OPEN_END ? at : at + by;
}

/* Bytes [off + k * stride, ... + length) of a static object, seen in one element of an array. */
static void in_element(const struct rir_module *m, uint32_t type, struct target t, int64_t length,
                       struct order_object *o)
{
    const struct rir_type *a = type_of(m, type);
    int64_t size = a != NULL && a->kind == RIR_T_ARRAY ? (int64_t)rir_type_size(m, a->elem) : 0;
    o->lo = t.off;
    o->hi = length == OPEN_END || t.off < 0 ? OPEN_END : t.off + length;
    if (t.off < 0)
        o->lo = 0;
    if (size > 0) {
        int64_t at = o->lo % size;
        bool steps = t.stride % size == 0, fits = o->hi != OPEN_END && at + length <= size;
        o->lo = steps && fits ? at : 0;
        o->hi = steps && fits ? at + length : OPEN_END;
    } else if (t.stride != 0) { /* some element of an array inside: off is below it */
        o->lo = 0;
        o->hi = OPEN_END;
    }
}

/* The member of the outermost struct that an address is computed from. */
static void in_struct(const struct rir_module *m, const struct rir_func *f, uint32_t value,
                      int64_t length, struct order_object *o)
{
    int64_t lo = 0, hi = length;
    uint32_t src = f->values[value].src;
    const struct rir_type *pointer = type_of(m, src);
    const struct rir_type *whole =
        pointer != NULL && pointer->kind == RIR_T_PTR ? type_of(m, pointer->elem) : NULL;
    *o = (struct order_object){.kind = OBJECT_CLASS, .type = RIR_NONE, .hi = OPEN_END};
    if (whole != NULL && whole->kind == RIR_T_STRUCT)
        *o = (struct order_object){
            .kind = OBJECT_CLASS, .type = rir_type_strip(m, pointer->elem), .hi = hi};
    while (f->values[value].kind == RIR_V_INSN) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        const struct rir_type *t = in->op == RIR_FIELD ? type_of(m, in->ref) : NULL;
        if (in->op == RIR_FIELD) {
            if (hi == OPEN_END && t != NULL && in->field < t->nfields) {
                int64_t size = (int64_t)rir_type_size(m, t->fields[in->field].type);
                lo = 0;
                hi = size == 0 ? OPEN_END : size;
            }
            lo += in->imm;
            hi = shifted(hi, in->imm);
            if (t != NULL)
                *o = (struct order_object){
                    .kind = OBJECT_CLASS, .type = rir_type_strip(m, in->ref), .lo = lo, .hi = hi};
        } else if (in->op == RIR_ELEM && (in->flags & RIR_IN_ARRAY)) {
            const struct rir_value *i = &f->values[in->args[1]];
            bool fixed = i->kind == RIR_V_CONST;
            lo = fixed ? lo + i->imm * in->imm : 0;
            hi = fixed ? shifted(hi, i->imm * in->imm) : OPEN_END;
        } else if (in->op != RIR_UN || in->sub != RIR_U_MOVE) {
            return;
        }
        value = in->args[0];
    }
}

/* ---- which objects meet ---- */

static bool contains(const struct rir_module *m, uint32_t outer, uint32_t inner, int depth)
{
    const struct rir_type *t = type_of(m, outer);
    if (t == NULL || depth == 0)
        return false;
    if (t->kind == RIR_T_ARRAY)
        return rir_type_strip(m, t->elem) == inner || contains(m, t->elem, inner, depth - 1);
    if (t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION)
        return false;
    for (uint32_t i = 0; i < t->nfields; i++)
        if (rir_type_strip(m, t->fields[i].type) == inner ||
            contains(m, t->fields[i].type, inner, depth - 1))
            return true;
    return false;
}

static bool part_of(struct orders *o, uint32_t inner, uint32_t outer)
{
    enum { DEPTH = 8 };
    uint64_t key = (uint64_t)outer << 32 | inner;
    uint32_t known;
    if (!map_get(&o->parts, key, &known)) {
        known = contains(o->x->s->m, outer, inner, DEPTH);
        map_put(&o->parts, key, known);
    }
    return known != 0;
}

static bool ranges_meet(const struct order_object *a, const struct order_object *b)
{
    return a->lo < b->hi && b->lo < a->hi;
}

static bool typed_meet(struct orders *o, const struct order_object *a, const struct order_object *b)
{
    if (a->type == RIR_NONE || b->type == RIR_NONE)
        return true;
    if (a->type == b->type)
        return ranges_meet(a, b);
    return part_of(o, b->type, a->type) || part_of(o, a->type, b->type);
}

/* ---- cells ---- */

static uint64_t key_of(const struct order_object *o)
{
    uint64_t h = hash64((uint64_t)o->kind << 32 | o->id);
    h = hash64(h ^ o->type ^ (uint64_t)o->by_main << 32);
    return hash64(hash64(h ^ (uint64_t)o->lo) ^ (uint64_t)o->hi);
}

static uint32_t common(struct orders *o, uint32_t a, uint32_t na, uint32_t b, uint32_t nb)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < na; i++)
        for (uint32_t k = 0; k < nb; k++)
            if (o->ids.data[a + i] == o->ids.data[b + k]) {
                o->ids.data[a + n++] = o->ids.data[a + i];
                break;
            }
    return n;
}

/* Cells that may meet are found by their kind and id; states have names that several functions
 * share. */
static uint64_t family_of(uint32_t kind, uint32_t id)
{
    return (uint64_t)kind << 32 | (kind == OBJECT_HIDDEN ? 0 : id);
}

static bool by_main(const struct orders *o, const struct order_write *w)
{
    return o->x->all.data[w->ctx].role == ROLE_MAIN;
}

static void note_object(struct orders *o, const struct order_write *w, struct order_object object)
{
    uint32_t at, ids = w->ids, nids = w->nids;
    object.by_main = by_main(o, w);
    uint64_t key = key_of(&object);
    if (map_get(&o->index, key, &at)) {
        struct order_cell *c = &o->cells.data[at];
        c->nids = common(o, c->ids, c->nids, ids, nids);
        return;
    }
    struct order_cell c = {object, o->ids.len, nids, RIR_NONE};
    uint64_t family = family_of(object.kind, object.id);
    map_get(&o->first, family, &c.next);
    map_put(&o->first, family, o->cells.len);
    for (uint32_t i = 0; i < nids; i++) {
        uint32_t id = o->ids.data[ids + i];
        vec_push(&o->ids, id);
    }
    map_put(&o->index, key, o->cells.len);
    vec_push(&o->cells, c);
}

static struct order_object class_object(const struct orders *o, const struct order_write *w)
{
    const struct solver *s = o->x->s;
    const struct body *b = o->x->all.data[w->ctx].body;
    struct order_object object;
    in_struct(s->m, b->f, w->value, length_of(b->f, &b->f->insns[w->insn]), &object);
    object.id = phase_a_class(s->a, b->func, w->value);
    return object;
}

static struct order_object static_object(const struct orders *o, const struct order_write *w,
                                         uint32_t global, struct target t)
{
    const struct solver *s = o->x->s;
    const struct body *b = o->x->all.data[w->ctx].body;
    struct order_object object = {.kind = OBJECT_STATIC, .id = global, .type = RIR_NONE};
    in_element(s->m, s->m->globals.data[global].type, t, length_of(b->f, &b->f->insns[w->insn]),
               &object);
    return object;
}

/* ---- notes ---- */

static void hold(struct orders *o, struct order_write *w)
{
    const struct context *c = &o->x->all.data[w->ctx];
    uint32_t ids[ORDER_LOCKS];
    w->nids =
        locks_held(o->l, c->role == ROLE_TASK, c->body->func, w->insn, w->value, ids, ORDER_LOCKS);
    w->ids = o->ids.len;
    for (uint32_t i = 0; i < w->nids; i++)
        vec_push(&o->ids, ids[i]);
}

uint32_t orders_note_access(struct orders *o, uint32_t ctx, const struct access *a,
                            const struct judgement *j)
{
    const struct body *b = o->x->all.data[ctx].body;
    struct order_write w = {.ctx = ctx,
                            .insn = a->insn,
                            .value = access_operand(b, a),
                            .callee = RIR_NONE,
                            .at = j->at,
                            .has_target = j->has_target};
    if (o->l != NULL && w.value != RIR_NONE) {
        uint32_t n;
        bool pointer = false;
        hold(o, &w);
        set_get(&o->x->s->sets, a->targets, &n);
        for (uint32_t i = 0; i < n; i++) {
            struct target t = set_get(&o->x->s->sets, a->targets, &(uint32_t){0})[i];
            if (!(status_of(o->x, ctx, t).may & (ST_GLOBALS | ST_BIT(ST_UNKNOWN))))
                continue;
            if (b->nodes.data[t.node].kind != N_GLOBAL || t.linked) {
                pointer = true;
                continue;
            }
            note_object(o, &w, static_object(o, &w, b->nodes.data[t.node].ref, t));
        }
        struct order_object object = class_object(o, &w);
        if (pointer && object.id != RIR_NONE)
            note_object(o, &w, object);
    }
    vec_push(&o->writes, w);
    return o->writes.len - 1;
}

uint32_t orders_note_event(struct orders *o, uint32_t ctx, const struct event *v,
                           const struct judgement *j)
{
    struct order_write w = {.ctx = ctx,
                            .insn = v->insn,
                            .value = RIR_NONE,
                            .callee = v->hidden ? v->callee : RIR_NONE,
                            .at = j->at};
    if (o->l != NULL && w.callee != RIR_NONE) {
        hold(o, &w);
        struct order_object object = {.kind = OBJECT_HIDDEN, .id = w.callee, .hi = OPEN_END};
        note_object(o, &w, object);
    }
    vec_push(&o->writes, w);
    return o->writes.len - 1;
}

/* ---- answers ---- */

static bool meet(struct orders *o, const struct order_object *a, const struct order_object *c)
{
    const struct rir_module *m = o->x->s->m;
    if (a->kind == OBJECT_HIDDEN && c->kind == OBJECT_HIDDEN)
        return phase_a_same_state(o->x->s->a, a->id, c->id);
    if (a->kind == c->kind)
        return a->id == c->id &&
               (a->kind == OBJECT_CLASS ? typed_meet(o, a, c) : ranges_meet(a, c));
    if (a->kind != OBJECT_STATIC || c->kind != OBJECT_CLASS ||
        c->id != phase_a_class_of_global(o->x->s->a, a->id))
        return false;
    uint32_t type = rir_type_strip(m, m->globals.data[a->id].type);
    const struct rir_type *t = type == RIR_NONE ? NULL : &m->types.data[type];
    if (t != NULL && t->kind == RIR_T_ARRAY)
        type = rir_type_strip(m, t->elem);
    struct order_object seen = *a;
    seen.type = type;
    return type != c->type || typed_meet(o, &seen, c);
}

static void keep_common(const struct orders *o, struct order_held *h, const struct order_cell *c)
{
    uint32_t kept = 0, n = h->any ? h->n : c->nids;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t id = h->any ? h->ids[i] : o->ids.data[c->ids + i];
        bool common = !h->any;
        for (uint32_t k = 0; k < c->nids && !common; k++)
            common = o->ids.data[c->ids + k] == id;
        if (common)
            h->ids[kept++] = id;
    }
    h->n = kept;
    h->any = true;
}

static void keep_family(struct orders *o, struct order_held *h, const struct order_object *a,
                        enum object_kind kind, uint32_t id)
{
    enum { MOST_CELLS = 4096 }; /* beyond it nothing is said, so that time stays linear */
    uint32_t at = RIR_NONE, looked = 0;
    map_get(&o->first, family_of(kind, id), &at);
    for (; at != RIR_NONE && !(h->any && h->n == 0); at = o->cells.data[at].next) {
        const struct order_object *c = &o->cells.data[at].object;
        if (looked++ == MOST_CELLS) {
            *h = (struct order_held){.n = 0, .any = true};
            return;
        }
        if ((a->by_main || !c->by_main) && meet(o, a, c))
            keep_common(o, h, &o->cells.data[at]);
    }
}

/* Locks held at all writes of objects that meet this one: at those of tasks, and for a write of
 * main's at main's, too. */
static struct order_held held_at_all(struct orders *o, const struct order_object *a)
{
    uint32_t at;
    uint64_t key = key_of(a);
    if (map_get(&o->answered, key, &at))
        return o->answers.data[at];
    struct order_held h = {.n = 0};
    keep_family(o, &h, a, a->kind, a->id);
    if (a->kind == OBJECT_STATIC && (h.n > 0 || !h.any))
        keep_family(o, &h, a, OBJECT_CLASS, phase_a_class_of_global(o->x->s->a, a->id));
    map_put(&o->answered, key, o->answers.len);
    vec_push(&o->answers, h);
    return h;
}

/* The object that the finding names; false: none is known. */
static bool object_of(struct orders *o, const struct order_write *w, const struct body *top,
                      struct target end, struct order_object *object)
{
    if (w->callee != RIR_NONE) {
        *object = (struct order_object){.kind = OBJECT_HIDDEN, .id = w->callee, .hi = OPEN_END};
        return true;
    }
    if (w->value == RIR_NONE || !w->has_target || top == NULL || end.node == RIR_NONE)
        return false;
    const struct node *named = &top->nodes.data[end.node];
    if (named->kind == N_GLOBAL)
        *object = static_object(o, w, named->ref, end);
    else if (named->kind == N_UNKNOWN)
        return false;
    else
        *object = class_object(o, w);
    return object->kind != OBJECT_CLASS || object->id != RIR_NONE;
}

/* One lock of several: that of the object itself, then one that is surely the same lock. */
static int rank(const struct lock_path *p)
{
    bool some = false;
    for (uint32_t i = 0; i <= p->nloads; i++)
        some |= p->step[i].index != LOCK_FIXED;
    return p->root == LOCK_MEMBER ? 1 : some ? 3 : p->nloads > 0 ? 2 : 0;
}

static const struct lock_path *best_of(const struct orders *o, const uint32_t *ids, uint32_t n)
{
    const struct lock_path *best = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const struct lock_path *p = locks_path(o->l, ids[i]);
        if (best == NULL || rank(p) < rank(best))
            best = p;
    }
    return best;
}

static bool is_atomic(const struct rir_insn *in)
{
    return (in->flags & RIR_ATOMIC) || in->op == RIR_RMW || in->op == RIR_CAS;
}

struct order orders_of(struct orders *o, uint32_t write, const struct body *top, struct target end)
{
    const struct order_write *w = &o->writes.data[write];
    const struct body *b = o->x->all.data[w->ctx].body;
    struct order r = {.ordering = ORDER_UNSYNCHRONISED, .type = RIR_NONE};
    r.held = w->nids == 0 ? NULL : o->ids.data + w->ids;
    r.nheld = w->nids;
    struct order_object object, whole;
    bool known = object_of(o, w, top, end, &object);
    if (known && object.kind == OBJECT_CLASS)
        r.type = object.type;
    if (w->callee == RIR_NONE && w->value != RIR_NONE && is_atomic(&b->f->insns[w->insn])) {
        r.ordering = ORDER_ATOMIC;
        return r;
    }
    if (o->l == NULL || !known)
        return r;
    object.by_main = by_main(o, w);
    whole = object;
    whole.lo = 0;
    whole.hi = OPEN_END;
    struct order_held all = held_at_all(o, &whole), here = held_at_all(o, &object);
    r.whole = all.n > 0;
    r.lock = r.whole ? best_of(o, all.ids, all.n) : best_of(o, here.ids, here.n);
    if (r.lock != NULL)
        r.ordering = ORDER_LOCKED;
    return r;
}

void orders_init(struct orders *o, struct contexts *x, struct locks *l)
{
    *o = (struct orders){.x = x, .l = l};
}

void orders_free(struct orders *o)
{
    vec_free(&o->writes);
    vec_free(&o->cells);
    vec_free(&o->ids);
    map_free(&o->index);
    map_free(&o->first);
    vec_free(&o->answers);
    map_free(&o->answered);
    map_free(&o->parts);
}
