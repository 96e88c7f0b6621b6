/* Marks: see marks.h. */
#include "solve/marks.h"

#include <stdlib.h>
#include <string.h>

#include "solve/channel_store.h"
#include "solve/lent.h"
#include "solve/memory_int.h"
#include "solve/open_object.h"
#include "solve/publish.h"

/* ---- what the program does at all (B-K4) ---- */

/* What an instruction sends or freezes: its operand, RIR_NONE: nothing. A described function does
 * it to what an annotation names; `k`: which of its annotations. */
static uint32_t marked_operand(const struct rir_module *m, const struct rir_insn *in, uint32_t k,
                               enum mark *mark)
{
    *mark = in->op == RIR_FREEZE ? MARK_FROZEN : MARK_SENT;
    if (in->op == RIR_SEND || in->op == RIR_FREEZE)
        return k == 0 ? in->args[0] : RIR_NONE;
    const struct rir_ann *a = &m->funcs.data[in->ref].anns[k];
    *mark = a->kind == RIR_ANN_FREEZES ? MARK_FROZEN : MARK_SENT;
    bool does = a->kind == RIR_ANN_SENDS || a->kind == RIR_ANN_SENDS_IF ||
                a->kind == RIR_ANN_SENDS_COPY || a->kind == RIR_ANN_FREEZES;
    return does ? flow_operand(in, (uint32_t)a->a) : RIR_NONE;
}

void marks_note_class(struct solver *s, struct marks_known *k, uint32_t cls, bool deep)
{
    if (k->classes == NULL)
        k->classes = calloc(phase_a_stats(s->a).classes + 1, sizeof *k->classes);
    if (k->classes == NULL)
        abort();
    if (cls == RIR_NONE)
        return;
    if (deep)
        phase_a_mark_reachable(s->a, cls, k->classes);
    k->classes[cls] = true;
}

void marks_note_value(struct solver *s, enum mark m, uint32_t func, uint32_t value)
{
    struct marks_known *k = &s->marks[m];
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(s->a, func, value);
    marks_note_class(s, k, cls, true);
    if (cls == RIR_NONE)
        k->outside |= value == RIR_NONE || !flow_is_null(&s->m->funcs.data[func], value);
}

/* NULL: the operation of the memory model itself. */
static void note_channel(struct solver *s, const struct rir_func *f)
{
    uint32_t channel = f == NULL ? RIR_NONE : rir_func_channel(s->m, f, &(uint32_t){1});
    if (channel == RIR_NONE)
        s->any_channel = true;
    else
        ids_add(&s->sending_channels, channel);
}

static bool says_so(enum mark m, enum rir_ann_kind kind)
{
    return kind == RIR_ANN_SPAWNS || kind == RIR_ANN_SPAWNS_IF || kind == RIR_ANN_CALLS_LATER ||
           (m == MARK_FROZEN
                ? kind == RIR_ANN_FREEZES
                : kind == RIR_ANN_SENDS || kind == RIR_ANN_SENDS_IF || kind == RIR_ANN_SENDS_COPY);
}

/* Its instructions and its annotations; calls are edges of phase A's graph. */
static bool makes(const struct rir_func *f, enum mark m)
{
    bool any = false;
    for (uint32_t k = 0; k < f->nanns && !any; k++)
        any = says_so(m, f->anns[k].kind);
    for (uint32_t i = 0; i < f->ninsns && !any; i++)
        any = f->insns[i].op == (m == MARK_FROZEN ? RIR_FREEZE : RIR_SEND) ||
              f->insns[i].op == RIR_START;
    return any;
}

bool marks_may_put(const struct solver *s, enum mark m, uint32_t func)
{
    const struct marks_known *k = &s->marks[m];
    if (func == RIR_NONE || k->may_put == NULL || (m == MARK_FROZEN && publish_any(s)))
        return true; /* any store may publish */
    if (k->may_put[func] == 0) {
        bool may = false;
        for (uint32_t i = 0; i < k->nmakers && !may; i++)
            may = k->makers[i] == func || phase_a_leads_to(s->a, func, k->makers[i]);
        k->may_put[func] = may ? 2 : 1;
    }
    return k->may_put[func] == 2;
}

static void note_makers(struct solver *s, enum mark m)
{
    struct marks_known *k = &s->marks[m];
    k->may_put = calloc(s->m->funcs.len + 1, sizeof *k->may_put);
    k->makers = calloc(s->m->funcs.len + 1, sizeof *k->makers);
    if (k->may_put == NULL || k->makers == NULL)
        abort();
    for (uint32_t f = 0; f < s->m->funcs.len; f++)
        if (makes(&s->m->funcs.data[f], m) || (m == MARK_SENT && s->stores_into_channel[f]))
            k->makers[k->nmakers++] = f;
}

static void note_insn(struct solver *s, uint32_t func, const struct rir_insn *in)
{
    uint32_t n = in->op == RIR_SEND || in->op == RIR_FREEZE ? 1
                 : in->op == RIR_CALL                       ? s->m->funcs.data[in->ref].nanns
                                                            : 0;
    for (uint32_t k = 0; k < n; k++) {
        enum mark m;
        uint32_t value = marked_operand(s->m, in, k, &m);
        if (value == RIR_NONE)
            continue;
        marks_note_value(s, m, func, value);
        if (m == MARK_SENT)
            note_channel(s, in->op == RIR_CALL ? &s->m->funcs.data[in->ref] : NULL);
    }
}

/* A described function whose address is taken may be called anywhere, with anything. */
static bool is_called_through_pointers(const struct rir_func *f)
{
    return (f->flags & RIR_FUNC_ADDRESS_TAKEN) != 0;
}

static void note_store(struct solver *s, uint32_t func, const struct rir_insn *in)
{
    uint32_t channel, value = channel_store_operand(s, func, in, &channel);
    if (value == RIR_NONE)
        return;
    s->stores_into_channel[func] = true;
    marks_note_value(s, MARK_SENT, func, value);
    ids_add(&s->sending_channels, channel);
}

static void note_address(struct solver *s, const struct rir_func *f)
{
    for (uint32_t k = 0; k < f->nanns && is_called_through_pointers(f); k++) {
        uint8_t kind = f->anns[k].kind;
        if (kind != RIR_ANN_SENDS && kind != RIR_ANN_SENDS_IF && kind != RIR_ANN_SENDS_COPY &&
            kind != RIR_ANN_FREEZES)
            continue;
        enum mark m = kind == RIR_ANN_FREEZES ? MARK_FROZEN : MARK_SENT;
        marks_note_value(s, m, RIR_NONE, RIR_NONE);
        note_channel(s, NULL);
        memset(s->marks[m].classes, true, phase_a_stats(s->a).classes);
    }
}

static void note_pointer(struct solver *s, uint32_t func, const struct rir_insn *in)
{
    bool pointer = in->op == RIR_LOAD && in->result != RIR_NONE &&
                   s->m->funcs.data[func].values[in->result].type.cls == RIR_PTR;
    uint32_t cls = pointer ? phase_a_class(s->a, func, in->args[0]) : RIR_NONE;
    if (cls != RIR_NONE)
        s->read_pointers[cls] = true;
}

/* The class of packets in which the instruction finds what has no class: who put it there is no
 * part of the program. RIR_NONE: it does not. */
static uint32_t finds_outside(const struct solver *s, uint32_t func, const struct rir_insn *in)
{
    if (in->op != RIR_LOAD || in->result == RIR_NONE ||
        s->m->funcs.data[func].values[in->result].type.cls != RIR_PTR ||
        phase_a_class(s->a, func, in->result) != RIR_NONE)
        return RIR_NONE;
    uint32_t cls = phase_a_class(s->a, func, in->args[0]);
    return cls != RIR_NONE && phase_a_is_packets(s->a, cls) ? cls : RIR_NONE;
}

/* Values that refer to it may have a class by what else they refer to. */
static void note_outside(struct solver *s)
{
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        for (uint32_t k = 0; k < s->m->funcs.data[i].ninsns; k++) {
            uint32_t cls = finds_outside(s, i, &s->m->funcs.data[i].insns[k]);
            for (enum mark m = 0; cls != RIR_NONE && m < MARK_SORTS; m++)
                s->marks[m].outside |= marks_any(s, m) && s->marks[m].classes[cls];
        }
}

/* Variables that code which is not known can name lead to such objects. */
static bool is_exported(struct solver *s, enum mark m)
{
    uint32_t n = phase_a_stats(s->a).classes;
    bool any = false, *below = calloc(n + 1, sizeof *below);
    if (below == NULL)
        abort();
    for (uint32_t g = 0; g < s->m->globals.len; g++)
        if (s->m->globals.data[g].linkage != RIR_INTERNAL)
            phase_a_mark_reachable(s->a, phase_a_class_of_global(s->a, g), below);
    for (uint32_t c = 0; c < n; c++)
        any |= below[c] && s->marks[m].classes[c];
    free(below);
    return any;
}

bool marks_has_constant(const struct solver *s, uint32_t cls)
{
    uint32_t n = 0;
    bool any = false;
    const uint32_t *g = phase_a_class_globals(s->a, cls, &n);
    for (uint32_t i = 0; i < n; i++)
        any |= (s->m->globals.data[g[i]].flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING)) != 0;
    return any;
}

static void note_kinds(const struct solver *s, struct marks_known *k, uint32_t cls)
{
    uint32_t n = 0;
    bool unknown = phase_a_class_unknown(s->a, cls), escaped = phase_a_class_escaped(s->a, cls);
    phase_a_class_globals(s->a, cls, &n);
    k->unknown |= unknown;
    k->escaped |= escaped;
    k->statics |= (unknown || escaped) && n > 0;
    k->constants |= (unknown || escaped) && marks_has_constant(s, cls);
}

void marks_note_kinds(const struct solver *s, struct marks_known *k)
{
    uint32_t n = phase_a_stats(s->a).classes;
    for (uint32_t c = 0; k->classes != NULL && c < n; c++)
        if (k->classes[c])
            note_kinds(s, k, c);
}

/* B-K11. */
static bool called_back_moves(const struct solver *s)
{
    bool moves = false;
    for (uint32_t i = 0; i < s->m->funcs.len && !moves && !MUTANT(s, 81); i++)
        moves = phase_a_run_by_unknown(s->a, i) &&
                ((marks_any(s, MARK_SENT) && marks_may_put(s, MARK_SENT, i)) ||
                 (s->freezes && marks_may_put(s, MARK_FROZEN, i)));
    return moves;
}

void marks_find(struct solver *s)
{
    uint32_t n = phase_a_stats(s->a).classes;
    s->stores_into_channel = ARENA_ARRAY(&s->arena, bool, s->m->funcs.len + 1);
    for (uint32_t i = 0; i < s->m->funcs.len; i++) {
        const struct rir_func *f = &s->m->funcs.data[i];
        note_address(s, f);
        for (uint32_t k = 0; k < f->ninsns; k++) {
            note_insn(s, i, &f->insns[k]);
            note_store(s, i, &f->insns[k]);
        }
    }
    s->freezes = marks_any(s, MARK_FROZEN);
    publish_find(s);
    lent_find(s);
    if (!marks_any(s, MARK_SENT) && !marks_any(s, MARK_FROZEN) && !lent_any(s))
        return;
    s->read_pointers = calloc(n + 1, sizeof *s->read_pointers);
    if (s->read_pointers == NULL)
        abort();
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        for (uint32_t k = 0; k < s->m->funcs.data[i].ninsns; k++)
            note_pointer(s, i, &s->m->funcs.data[i].insns[k]);
    note_outside(s);
    for (enum mark m = 0; m < MARKS; m++)
        note_makers(s, m);
    for (enum mark m = 0; m < MARK_SORTS; m++)
        s->marks[m].exported = marks_any(s, m) && is_exported(s, m);
    for (enum mark m = 0; m < MARK_SORTS; m++)
        marks_note_kinds(s, &s->marks[m]);
    s->called_back.moves = called_back_moves(s);
}

void marks_free(struct solver *s)
{
    for (enum mark m = 0; m < MARK_SORTS; m++) {
        free(s->marks[m].classes);
        free(s->marks[m].may_put);
        free(s->marks[m].makers);
    }
    publish_free(s);
    free(s->read_pointers);
    free(s->leads_back);
    vec_free(&s->sending_channels);
}

bool marks_any(const struct solver *s, enum mark m)
{
    return s->marks[m].classes != NULL;
}

bool marks_may_have(const struct solver *s, enum mark m, uint32_t func, uint32_t value)
{
    return marks_known_has(s, &s->marks[m], func, value);
}

bool marks_known_has(const struct solver *s, const struct marks_known *k, uint32_t func,
                     uint32_t value)
{
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(s->a, func, value);
    if (k->classes == NULL)
        return false;
    if (cls == RIR_NONE || k->classes[cls] || k->outside)
        return true;
    return (phase_a_class_unknown(s->a, cls) && (k->unknown || k->escaped)) ||
           (phase_a_class_escaped(s->a, cls) && k->unknown);
}

/* ---- packets ---- */

/* Static objects stay where they are, with all that hangs below them; channels are no part of it.
 */
static bool ends_packet(const struct body *b, uint32_t node)
{
    return node_is_named_static(b, node);
}

struct packet {
    struct env *e;
    bool below;    /* what is looked at now is no root */
    uint8_t *best; /* per node: 0, not in it; else how sure, + 1 */
    uint32_t cap;
    struct id_vec todo;    /* singular nodes that are surely in it on some path */
    struct id_vec reached; /* nodes that what they hold has still to be looked at */
};

static void raise_node(struct packet *p, uint32_t node, enum certain cert)
{
    if (p->below && node_is_channel(p->e->b, node))
        return;
    if (node >= p->cap) {
        uint32_t cap = p->e->b->nodes.len + 32;
        p->best = realloc(p->best, cap);
        if (p->best == NULL)
            abort();
        memset(p->best + p->cap, 0, cap - p->cap);
        p->cap = cap;
    }
    if (p->best[node] > cert)
        return;
    if (p->best[node] == 0 && !ends_packet(p->e->b, node))
        vec_push(&p->reached, node);
    p->best[node] = (uint8_t)(cert + 1);
    if (cert > CERT_MAY && !p->e->b->nodes.data[node].summary)
        vec_push(&p->todo, node);
}

static void raise_all(struct packet *p, set_id s, enum certain most)
{
    uint32_t n;
    set_get(sets_of(p->e), s, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(p->e), s, &(uint32_t){0})[i];
        enum certain cert = (enum certain)t.cert < most ? (enum certain)t.cert : most;
        raise_node(p, t.node, t.linked ? CERT_MAY : cert);
    }
}

static void raise_perhaps(void *ctx, set_id s)
{
    raise_all(ctx, s, CERT_MAY);
}

/* B-K2. What a singular object leads to by its exact slots, and by what these held at entry. */
static void raise_contents(struct packet *p, uint32_t node)
{
    struct env *e = p->e;
    enum certain most = (enum certain)(p->best[node] - 1);
    struct id_vec offs = {0};
    uint32_t first, end = slots_of(&e->mem, node, &first);
    for (uint32_t i = first; i < end; i++)
        if (e->mem.data[i].stride == 0)
            ids_add(&offs, (uint32_t)e->mem.data[i].off);
    for (uint32_t k = e->b->nodes.data[node].paths; k != RIR_NONE; k = e->b->nodes.data[k].sibling)
        if (e->b->nodes.data[k].stride == 0)
            ids_add(&offs, (uint32_t)e->b->nodes.data[k].off);
    for (uint32_t i = 0; i < offs.len; i++)
        raise_all(p, memory_slot(e, node, (int32_t)offs.data[i], 0), most);
    vec_free(&offs);
}

/* No object of the class has a pointer in it that the program knows or ever reads (of what comes
 * from elsewhere it may not know one): the packet is the object alone. */
bool marks_is_alone(const struct solver *s, uint32_t func, uint32_t value)
{
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(s->a, func, value);
    return cls != RIR_NONE && !s->read_pointers[cls] && !phase_a_class_unknown(s->a, cls) &&
           !phase_a_leads_on(s->a, cls);
}

/* An element of an array is sent, and its neighbours are not: of the array it is not certain. */
static bool is_element(const struct rir_func *f, uint32_t value)
{
    for (;;) {
        const struct rir_value *v = &f->values[value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        if (in == NULL || !flow_is_step(in))
            return false;
        if (in->op == RIR_ELEM && (in->flags & RIR_IN_ARRAY) == 0)
            return true;
        value = in->args[0];
    }
}

set_id marks_packet(struct env *e, set_id packet, uint32_t value)
{
    struct packet p = {.e = e};
    struct target_vec all = {0};
    if (value != RIR_NONE && is_element(e->b->f, value))
        packet = set_demote(sets_of(e), packet, CERT_MAY);
    bool alone = marks_is_alone(e->b->s, e->b->func, value);
    raise_all(&p, packet, CERT_SURE);
    p.below = true;
    while (p.reached.len > 0 && !alone)
        memory_each(e, p.reached.data[--p.reached.len], raise_perhaps, &p);
    while (p.todo.len > 0 && !alone)
        raise_contents(&p, p.todo.data[--p.todo.len]);
    for (uint32_t i = 0; i < p.cap; i++) {
        struct target t = {.node = i, .stride = 1, .cert = (uint8_t)(p.best[i] - 1)};
        if (p.best[i] != 0)
            vec_push(&all, t);
    }
    set_id s = set_make(sets_of(e), all.data, all.len);
    vec_free(&all);
    vec_free(&p.todo);
    vec_free(&p.reached);
    free(p.best);
    return s;
}

/* ---- marks ---- */

/* Static objects, and those of a frame or a thread, stay where they are when they are sent; they
 * can be frozen. Constants are neither. */
static bool takes_mark(const struct body *b, enum mark m, uint32_t node)
{
    switch ((enum node_kind)b->nodes.data[node].kind) {
    case N_FUNC:
    case N_CONSTS:
    case N_HANDLE:
    case N_POT:
    case N_MARK:
        return false;
    case N_GLOBAL:
        return m != MARK_SENT && !global_is(b, node, RIR_GLOBAL_CONST | RIR_GLOBAL_STRING);
    case N_STACK:
        return m != MARK_SENT;
    case N_UNKNOWN:
        return m != MARK_SENT || !node_is_in_packet(b, node);
    default:
        return true;
    }
}

set_id marks_get(struct env *e, enum mark m)
{
    const struct slot *s = slots_find(&e->mem, node_get(e->b, N_MARK, m), 0, 0);
    return s == NULL ? SET_EMPTY : s->set;
}

/* What is surely frozen does not move when it is sent. */
static bool stays_frozen(struct env *e, enum mark m, struct target t)
{
    return m == MARK_SENT && marks_any(e->b->s, MARK_FROZEN) &&
           marks_of(e->b, marks_get(e, MARK_FROZEN), t) == MARKED_SURE;
}

void marks_tell_apart(struct body *b, const struct slots *mem, struct fact_vec *facts)
{
    facts_remove(facts, FACT_GIVEN);
    if (!marks_any(b->s, MARK_SENT))
        return;
    const struct slot *s = slots_find(mem, node_get(b, N_MARK, MARK_SENT), 0, 0);
    uint32_t n = 0;
    uint64_t given = 0;
    const struct target *v = s == NULL ? NULL : set_get(&b->s->sets, s->set, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!b->nodes.data[v[i].node].summary)
            given = hash64(given ^ (v[i].node + 1));
    struct known is = {.signs = given == 0 ? SIGN_ZERO : SIGN_POSITIVE, .exact = true};
    is.value = given == 0 ? 0 : (int64_t)(given >> 1 | 1);
    facts_put(facts, FACT_GIVEN, is);
}

void marks_put(struct env *e, enum mark m, set_id packet, enum certain most)
{
    struct set_table *t = sets_of(e);
    struct target_vec v = {0};
    uint32_t n, node = node_get(e->b, N_MARK, m);
    set_id before = marks_get(e, m);
    set_get(t, packet, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target from = set_get(t, packet, &(uint32_t){0})[i];
        struct target x = {.node = from.node, .stride = 1};
        x.cert = from.cert < most ? from.cert : (uint8_t)most;
        if (!takes_mark(e->b, m, x.node) || stays_frozen(e, m, x))
            continue;
        e->b->used_pot |= node_is_entry(e->b, x.node); /* another argument may be it (B-O4) */
        vec_push(&v, x);
    }
    set_id now = node_coarsen(e->b, set_union(t, before, set_make(t, v.data, v.len)));
    vec_free(&v);
    if (now == before || MUTANT(e->b->s, 52))
        return;
    slots_put(&e->mem, node, 0, 0, now);
    memory_marks_changed(e);
}

void marks_put_anything(struct env *e, set_id args, uint32_t func)
{
    if (!marks_any(e->b->s, MARK_SENT) && !marks_any(e->b->s, MARK_FROZEN))
        return;
    struct set_table *t = sets_of(e);
    set_id given = memory_closure(e, set_union(t, args, memory_exposed_before(e)));
    set_id all = set_union(t, given, set_one(t, node_get(e->b, N_GREST, RIR_NONE), 0, 1, CERT_MAY));
    for (enum mark m = 0; m < MARKS; m++) /* what others see is published already */
        if (marks_any(e->b->s, m) && marks_may_put(e->b->s, m, func) && !MUTANT(e->b->s, 53))
            marks_put(e, m, m == MARK_SENT || e->b->s->freezes ? all : given, CERT_MAY);
}

/* ---- what may be the same object ---- */

/* Some object that is visible to others, or not known. */
static bool is_anywhere(const struct body *b, const struct target *t)
{
    uint8_t kind = b->nodes.data[t->node].kind;
    return kind == N_GREST || kind == N_UNKNOWN || t->linked;
}

static bool may_be(const struct body *b, const struct target *x, const struct target *y)
{
    const struct node *n = &b->nodes.data[x->node], *k = &b->nodes.data[y->node];
    if (x->node == y->node || is_anywhere(b, x) || is_anywhere(b, y))
        return true;
    if (n->kind == N_GLOBAL && k->kind == N_GLOBAL)
        return false;
    bool entry = n->entry != RIR_NONE && k->entry != RIR_NONE;
    if (!entry) /* B-N1; an entry node may be a static object */
        return ((n->kind == N_GLOBAL && k->entry != RIR_NONE) ||
                (k->kind == N_GLOBAL && n->entry != RIR_NONE)) &&
               !node_is_apart(b, x->node, y->node);
    return (b->aliased || n->root == k->root) && !node_is_apart(b, x->node, y->node);
}

enum marked marks_of(const struct body *b, set_id mark, struct target t)
{
    uint32_t n;
    const struct target *v = set_get(&b->s->sets, mark, &n);
    enum marked found = MARKED_NOT;
    for (uint32_t i = 0; i < n; i++) {
        if (found == MARKED_NOT && may_be(b, &v[i], &t))
            found = MARKED_MAY;
        const struct node *k = &b->nodes.data[v[i].node];
        bool itself = v[i].node == t.node && !t.linked && !k->summary && k->kind != N_GREST &&
                      k->kind != N_UNKNOWN;
        if (itself && v[i].cert != CERT_MAY)
            found = v[i].cert == CERT_SURE ? MARKED_SURE : MARKED_PATH;
    }
    return found;
}
