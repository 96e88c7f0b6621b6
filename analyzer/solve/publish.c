/* Objects of FBP_IMMUTABLE types are under construction until somebody else may see them; from then
 * on they are frozen, with all that they lead to: the mark MARK_FROZEN (marks.h).
 *
 * B-X1 (I2). Of which type an object is, types at accesses say (publish_says): where they name an
 * immutable one, it is of that; where they name another struct that has nothing to do with one, it
 * is not; else it may be, if phase A has it in one class with such objects. B-X2. It is published
 * by what shows it: a store into a static or allocated object, a send, a start, a return by a
 * function whose result is of that type; it is received as such. Stack objects show nothing; what a
 * copy shows is what the bytes refer to. B-X3. What others see already, and what is not known,
 * needs no mark: whatever is found there counts as published (status_marked). B-X4. Whether a store
 * behind an argument shows anything, the caller knows: what was stored there has another mark
 * (MARK_PUT), and what was put where others see it is published when the call returns; so, perhaps,
 * is what was put there and has been replaced. In this function itself it may be seen, unless all
 * arguments behind which something was put are surely callers' stack objects. */
#include "solve/publish.h"

#include <stdlib.h>

#include "solve/memory_int.h"
#include "solve/status.h"

/* ---- places ---- */

enum shows { SHOWS_NOTHING, SHOWS_BEHIND_ARGUMENT, SHOWS_PERHAPS, SHOWS };

static enum shows place_shows(const struct body *b, struct target t)
{
    if (node_is_byval(b, t.node))
        return SHOWS_NOTHING;
    switch ((enum node_kind)b->nodes.data[t.node].kind) {
    case N_HEAP:
    case N_OLD:
    case N_GREST:
        return SHOWS;
    case N_GLOBAL:
        return global_is(b, t.node, RIR_GLOBAL_TLS) ? SHOWS_PERHAPS : SHOWS;
    case N_UNKNOWN:
        return SHOWS_PERHAPS;
    case N_PARAM:
    case N_PATH:
    case N_REST:
    case N_VARARGS:
        return t.linked ? SHOWS_PERHAPS : SHOWS_BEHIND_ARGUMENT;
    default:
        return SHOWS_NOTHING;
    }
}

struct shown { /* by a store into several places */
    bool behind;
    bool any; /* somebody may see it, */
    enum certain how;
};

static struct shown places_show(struct env *e, set_id places)
{
    struct shown s = {.how = CERT_SURE};
    uint32_t n;
    set_get(sets_of(e), places, &n);
    bool path = false;
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), places, &(uint32_t){0})[i];
        enum shows here = place_shows(e->b, t);
        s.behind |= here == SHOWS_BEHIND_ARGUMENT;
        s.any |= here >= SHOWS_PERHAPS;
        path |= here == SHOWS && t.cert >= CERT_PATH;
        if (here != SHOWS)
            s.how = CERT_MAY;
    }
    if (s.any && s.how == CERT_MAY && path)
        s.how = CERT_PATH;
    return s;
}

static void note_places(struct env *e, set_id places)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(e), places, &n);
    for (uint32_t i = 0; i < n; i++)
        if (place_shows(e->b, v[i]) == SHOWS_BEHIND_ARGUMENT)
            ids_add(&e->b->put_into, v[i].node);
}

/* ---- publishing ---- */

/* B-X3. */
static set_id unseen(struct env *e, set_id s)
{
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t kind = e->b->nodes.data[from[i].node].kind;
        if (kind != N_GREST && kind != N_UNKNOWN)
            vec_push(&v, from[i]);
    }
    s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

static void record(struct env *e, uint32_t insn, uint32_t value, set_id packet, set_id roots)
{
    if (!e->recording || insn == RIR_NONE)
        return;
    const struct rir_insn *in = &e->b->f->insns[insn];
    uint32_t arg = 0;
    while (arg < in->nargs && arg < NO_OPERAND && in->args[arg] != value)
        arg++;
    record_access(e, insn, ACCESS_SHOW, arg < in->nargs ? arg : NO_OPERAND, false, packet);
    e->b->accesses.data[e->b->accesses.len - 1].member = roots;
}

/* insn RIR_NONE: in a callee. */
static void publish(struct env *e, uint32_t insn, uint32_t value, set_id roots, enum certain most)
{
    if (roots == SET_EMPTY || MUTANT(e->b->s, 71))
        return;
    set_id packet = unseen(e, marks_packet(e, roots, value));
    record(e, insn, value, packet, roots);
    marks_put(e, MARK_FROZEN, packet, most);
}

static bool may_be(const struct env *e, uint32_t value, enum says *says)
{
    const struct solver *s = e->b->s;
    *says = value == RIR_NONE ? SAYS_NOTHING : publish_says(s, e->b->func, value);
    return *says == SAYS_IMMUTABLE ||
           (*says == SAYS_NOTHING && marks_known_has(s, &s->publish.types, e->b->func, value));
}

/* B-X8. That it is used as such a type somewhere else is no proof that it is of it here. */
static enum certain how_sure(const struct env *e, uint32_t value, enum says says)
{
    if (says != SAYS_IMMUTABLE)
        return CERT_MAY;
    return publish_is_told(e->b->s, e->b->func, value) ? CERT_SURE : CERT_PATH;
}

static void show(struct env *e, uint32_t insn, set_id places, uint32_t value, set_id held,
                 enum certain most)
{
    struct shown s = places_show(e, places);
    if (s.any)
        publish(e, insn, value, held, s.how < most ? s.how : most);
    if (s.behind) {
        note_places(e, places);
        marks_put(e, MARK_PUT, unseen(e, marks_packet(e, held, value)), most);
    }
}

/* What is put into a frozen object, which nobody may do, is frozen with it. */
static bool is_frozen_place(struct env *e, set_id places)
{
    set_id frozen = marks_get(e, MARK_FROZEN);
    uint32_t n;
    const struct target *v = set_get(sets_of(e), places, &n);
    for (uint32_t i = 0; i < n; i++)
        if (set_has_node(sets_of(e), frozen, v[i].node))
            return true;
    return false;
}

void publish_linked(struct env *e, uint32_t insn, set_id places, uint32_t value, set_id held)
{
    enum says says;
    if (!publish_any(e->b->s) || held == SET_EMPTY)
        return;
    if (is_frozen_place(e, places))
        publish(e, insn, value, held, CERT_MAY);
    if (may_be(e, value, &says))
        show(e, insn, places, value, held, how_sure(e, value, says));
}

void publish_store(struct env *e, uint32_t insn, set_id places, uint32_t value)
{
    if (publish_any(e->b->s))
        publish_linked(e, insn, places, value, env_get(e, value));
}

/* ---- parts of structs whose members have types ---- */

/* What type the object of a node has, as far as declarations say; RIR_NONE: they do not. */
static uint32_t declared_type(const struct body *b, uint32_t node)
{
    const struct node *n = &b->nodes.data[node];
    const struct rir_module *m = b->s->m;
    if (n->kind == N_STACK)
        return b->f->insns[n->ref].src;
    if (n->kind == N_PARAM)
        return rir_type_pointee(m, b->f->params[n->ref].src);
    return RIR_NONE;
}

/* What lies at a byte of a type; RIR_NONE: it does not say. */
static uint32_t type_at(const struct rir_module *m, uint32_t type, uint64_t off)
{
    for (int depth = 0; depth < 64; depth++) {
        type = rir_type_strip(m, type);
        if (type == RIR_NONE)
            return RIR_NONE;
        const struct rir_type *t = &m->types.data[type];
        if (t->kind == RIR_T_ARRAY) {
            uint64_t size = rir_type_size(m, t->elem);
            off = size == 0 ? 0 : off % size;
            type = t->elem;
            continue;
        }
        const struct rir_field *f = rir_struct_member_at(t, off);
        if (f == NULL)
            return t->kind == RIR_T_PTR && off == 0 ? type : RIR_NONE;
        off -= f->offset;
        type = f->type;
    }
    return RIR_NONE;
}

struct holder { /* an object of which the parts are published */
    struct env *e;
    uint32_t insn, node;
    enum certain most;
    bool put; /* they are put behind an argument */
};

static void publish_slot(const struct holder *h, int32_t off, uint32_t stride)
{
    struct env *e = h->e;
    const struct rir_module *m = e->b->s->m;
    uint32_t declared = declared_type(e->b, h->node);
    uint32_t type = off < 0 || stride == 1 ? RIR_NONE : type_at(m, declared, (uint64_t)off);
    enum says says = type == RIR_NONE ? SAYS_NOTHING : publish_says_type(e->b->s, type);
    if (says_other(says))
        return;
    set_id held = memory_slot(e, h->node, off, stride);
    enum certain most = says == SAYS_IMMUTABLE && stride == 0 ? h->most : CERT_MAY;
    if (h->put)
        marks_put(e, MARK_PUT, unseen(e, marks_packet(e, held, RIR_NONE)), most);
    else
        publish(e, h->insn, RIR_NONE, held, most);
}

/* What lies in allocated and static objects was published when it was put there. */
static void publish_parts(struct env *e, uint32_t insn, set_id holders, enum certain most, bool put)
{
    uint32_t n;
    set_get(sets_of(e), holders, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), holders, &(uint32_t){0})[i];
        uint8_t kind = e->b->nodes.data[t.node].kind;
        struct holder h = {.e = e, .insn = insn, .node = t.node, .most = most, .put = put};
        if (t.cert < most)
            h.most = (enum certain)t.cert;
        if (kind != N_STACK && !node_is_entry(e->b, t.node))
            continue;
        struct slots mem = {0};
        uint32_t first, end = slots_of(&e->mem, t.node, &first);
        for (uint32_t k = first; k < end; k++)
            vec_push(&mem, e->mem.data[k]);
        for (uint32_t k = 0; k < mem.len; k++)
            publish_slot(&h, mem.data[k].off, mem.data[k].stride);
        vec_free(&mem);
        for (uint32_t p = e->b->nodes.data[t.node].paths; p != RIR_NONE;
             p = e->b->nodes.data[p].sibling)
            publish_slot(&h, e->b->nodes.data[p].off, e->b->nodes.data[p].stride);
    }
}

void publish_copy(struct env *e, uint32_t insn, set_id places, set_id from)
{
    if (!publish_any(e->b->s))
        return;
    struct shown s = places_show(e, places);
    if (s.any)
        publish_parts(e, insn, from, s.how, false);
    if (s.behind) {
        note_places(e, places);
        publish_parts(e, insn, from, CERT_SURE, true);
    }
}

/* ---- calls ---- */

static set_id only_put(struct env *e, set_id value, set_id put)
{
    struct target_vec v = {0};
    uint32_t n, k;
    const struct target *t = set_get(sets_of(e), value, &n), *have = set_get(sets_of(e), put, &k);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < k; j++)
            if (t[i].node == have[j].node) {
                struct target x = t[i];
                x.cert = have[j].cert < x.cert ? have[j].cert : x.cert;
                vec_push(&v, x);
                break;
            }
    value = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return value;
}

void publish_replaced(struct env *e, set_id places, set_id put)
{
    if (places_show(e, places).any && !MUTANT(e->b->s, 72))
        publish(e, RIR_NONE, RIR_NONE, put, CERT_MAY);
    if (places_show(e, places).behind) {
        note_places(e, places);
        marks_put(e, MARK_PUT, unseen(e, put), CERT_MAY);
    }
}

void publish_put(struct env *e, struct target place, set_id value, set_id put)
{
    value = only_put(e, value, put);
    if (value != SET_EMPTY && !MUTANT(e->b->s, 72))
        show(e, RIR_NONE, set_make(sets_of(e), &place, 1), RIR_NONE, value, CERT_SURE);
}

bool publish_is_named(const struct solver *s, uint32_t pointer_type)
{
    return (rir_type_flags(s->m, rir_type_pointee(s->m, pointer_type)) & RIR_TYPE_IMMUTABLE) != 0;
}

void publish_return(struct env *e, uint32_t insn)
{
    const struct rir_insn *in = &e->b->f->insns[insn];
    if (in->nargs > 0 && publish_returns_named(e->b->s, e->b->f) && !MUTANT(e->b->s, 73))
        publish(e, insn, in->args[0], env_get(e, in->args[0]), CERT_SURE);
}

void publish_result(struct env *e, uint32_t insn, const struct rir_func *f, set_id result)
{
    if (publish_returns_named(e->b->s, f))
        publish(e, insn, RIR_NONE, result, CERT_SURE);
}

void publish_kept(struct env *e, uint32_t insn, set_id kept)
{
    if (publish_any(e->b->s))
        publish(e, insn, RIR_NONE, kept, CERT_MAY);
}

void publish_handed(struct env *e, uint32_t insn, set_id args)
{
    if (publish_any(e->b->s))
        publish(e, insn, RIR_NONE, set_union(sets_of(e), args, memory_exposed_before(e)), CERT_MAY);
}

bool publish_given(struct env *e, uint32_t insn, uint32_t value, set_id roots, set_id packet,
                   enum certain most)
{
    enum says says;
    if (!publish_any(e->b->s))
        return false;
    bool declared = publish_is_declared(e->b->s, e->b->func, value);
    if (may_be(e, value, &says) || declared)
        publish(e, insn, value, roots, declared ? most : CERT_MAY);
    if (!declared)
        publish_parts(e, insn, packet, most, false);
    return declared;
}

void publish_received(struct env *e, uint32_t insn, enum says says, set_id root, set_id rest)
{
    if (!publish_any(e->b->s))
        return;
    if (!says_other(says))
        publish(e, insn, RIR_NONE, root, says == SAYS_IMMUTABLE ? CERT_SURE : CERT_MAY);
    publish(e, RIR_NONE, RIR_NONE, rest, CERT_MAY);
}

/* ---- what is asked of it ---- */

bool publish_may_be_seen(const struct context *c, uint32_t entry)
{
    return (status_entry(c, entry)->may & ~(ST_BIT(ST_STACK) | ST_MARKED)) != 0;
}

bool publish_is_behind(const struct solver *s, const struct context *c, uint32_t point,
                       struct target t)
{
    const struct body *b = c->body;
    set_id put = b->points.data[point].marks[MARKS];
    if (put == SET_EMPTY || marks_of(b, put, t) == MARKED_NOT || MUTANT(s, 74))
        return false;
    for (uint32_t i = 0; i < b->put_into.len; i++)
        if (publish_may_be_seen(c, b->put_into.data[i]))
            return true;
    return false;
}
