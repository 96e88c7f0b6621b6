/* Parts of static objects that are lent.
 *
 * B-L3. A start that is given `&jobs[i]` lends that element, not the array: status_push.c carries
 * along with "lent" which bytes, counted from the pointer, it holds for. What is lent is the
 * element of the outermost array that the pointer is in; an array of numbers that is only given
 * from its start on, and what is in no array, is lent as a whole. B-L4. An access stays in the part
 * if its place is certain and in it, or if its address is a member in it and steps that do not
 * leave that member (steps.c). B-L5. A pointer that was loaded from below a part may be to another
 * part of the same object, if phase A says that it may be to that object at all. B-L6:
 * one_holder.c. B-L7. What a task loads from another element than its own is not lent to it: what
 * hangs below an element is the task's only if no task loads a pointer from another one
 * (judge_main.c). */
#include "solve/part.h"

#include <string.h>

#include "solve/status.h"
#include "solve/steps.h"
#include "solve/touched.h"

/* ---- what is lent ---- */

static const struct part none; /* nothing is known to be lent: of `global` */

static struct part nothing_of(uint32_t global)
{
    return (struct part){.global = global + 1};
}

static bool is_number(const struct rir_module *m, uint32_t type)
{
    uint32_t t = rir_type_strip(m, type);
    return t != RIR_NONE && m->types.data[t].kind != RIR_T_ARRAY && m->types.data[t].nfields == 0;
}

/* The element of an array that byte `off` of it is in. */
static struct part element_at(const struct rir_module *m, uint32_t global, const struct rir_type *t,
                              uint64_t off, uint32_t stride)
{
    uint64_t size = rir_type_size(m, t->elem);
    if (size == 0 || size > INT32_MAX || stride % size != 0)
        return nothing_of(global);
    int32_t in = (int32_t)(off % size);
    uint32_t elem = rir_type_strip(m, t->elem);
    struct part p = {.global = global + 1, .lo = -in, .hi = (int32_t)size - in};
    if (elem != RIR_NONE && m->types.data[elem].kind == RIR_T_ARRAY && in == 0)
        p.item = (uint32_t)rir_type_size(m, m->types.data[elem].elem);
    return p;
}

/* B-L3. */
static struct part part_of_static(const struct contexts *x, uint32_t global, struct target t)
{
    const struct rir_module *m = x->s->m;
    const struct rir_global *g = &m->globals.data[global];
    uint32_t type = g->type == RIR_NONE ? RIR_NONE : rir_type_strip(m, g->type);
    bool start = t.off == 0 && t.stride == 0;
    bool array = type != RIR_NONE && m->types.data[type].kind == RIR_T_ARRAY;
    bool plain = array && is_number(m, m->types.data[type].elem);
    if (start && (array ? plain && !loans_divided(x, global)
                        : type != RIR_NONE || !loans_divided(x, global)))
        return none;
    if (type == RIR_NONE || t.off < 0)
        return nothing_of(global);
    uint64_t off = (uint64_t)t.off;
    while (type != RIR_NONE) {
        const struct rir_type *at = &m->types.data[type];
        const struct rir_field *in = NULL;
        if (at->kind == RIR_T_ARRAY)
            return element_at(m, global, at, off, t.stride);
        if (at->kind == RIR_T_UNION)
            return nothing_of(global);
        for (uint32_t i = 0; i < at->nfields && at->kind == RIR_T_STRUCT; i++)
            if (at->fields[i].offset <= off && (in == NULL || at->fields[i].offset >= in->offset))
                in = &at->fields[i];
        if (in == NULL)
            break;
        off -= in->offset;
        type = rir_type_strip(m, in->type);
    }
    return t.stride == 0 ? none : nothing_of(global);
}

/* ---- passing on ---- */

static int32_t moved(int32_t at, int64_t by)
{
    int64_t to = at - by;
    return to > INT32_MAX ? INT32_MAX : to < INT32_MIN ? INT32_MIN : (int32_t)to;
}

/* Is the value that parameter? */
static bool is_param(const struct body *b, uint32_t value, uint32_t node)
{
    const struct node *n = &b->nodes.data[node];
    return b->f->values[value].kind == RIR_V_PARAM && n->kind == N_PARAM &&
           n->ref == b->f->values[value].ref;
}

/* Is all of the member that the steps come from in the part, which is that of the node? Where it
 * begins is known by the address, or, `members`, by what phase B found it to be. */
static bool member_in(const struct body *b, const struct steps *w, const struct part *p,
                      uint32_t node, set_id members, int64_t *at)
{
    if (w->lost || !w->member)
        return false;
    uint32_t base = steps_constant_base(b->f, w->root, at), n;
    if (base != RIR_NONE && is_param(b, base, node))
        return p->lo <= *at && *at + w->size <= p->hi;
    const struct target *v = set_get(&b->s->sets, members, &n);
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].node != node || v[i].linked)
            continue;
        if (v[i].stride != 0 || v[i].off < p->lo || v[i].off + w->size > p->hi)
            return false;
        *at = v[i].off;
        any = true;
    }
    return any;
}

uint32_t part_operand(const struct solver *s, const struct body *b, const struct call_rec *r,
                      const struct body *callee, uint32_t node)
{
    const struct rir_insn *in = &b->f->insns[r->insn];
    if (callee->nodes.data[node].kind != N_PARAM)
        return RIR_NONE;
    if (r->start)
        return start_argument(s, in);
    uint32_t at = callee->nodes.data[node].ref + (in->op == RIR_CALLI ? 1 : 0);
    bool direct = in->op == RIR_CALLI || (in->op == RIR_CALL && in->ref == r->callee);
    return direct && at < in->nargs ? in->args[at] : RIR_NONE;
}

/* The part around a pointer that this function has computed from one that it was given. */
static struct part part_passed(const struct body *b, const struct part *have, uint32_t operand,
                               struct target t)
{
    struct part p = *have;
    struct steps w = {.root = RIR_NONE, .lost = true};
    int64_t at = 0;
    if (operand != RIR_NONE)
        w = steps_to(b->s->m, b->f, operand);
    bool raw = !w.lost && !w.member && is_param(b, w.root, t.node) && steps_stay_by(&w, have->item);
    if (t.stride == 0) {
        int32_t by = MUTANT(b->s, 39) ? 0 : t.off;
        p.lo = moved(p.lo, by);
        p.hi = moved(p.hi, by);
        p.item = 0;
        if (p.lo <= 0 && p.hi > 0)
            p.item = raw ? have->item : !w.lost && w.member ? (uint32_t)w.item : 0;
    } else if (member_in(b, &w, have, t.node, SET_EMPTY, &at)) {
        p.lo = moved(p.lo, at);
        p.hi = moved(p.hi, at + w.size - w.item);
        p.item = (uint32_t)w.item;
    } else {
        p.lo = 0;
        p.hi = raw ? (int32_t)have->item : 0;
        p.item = raw ? have->item : 0;
    }
    return p;
}

bool part_is_given(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                   const struct body *callee, uint32_t node, uint32_t global)
{
    const struct body *b = x->all.data[ctx].body;
    const struct node *entry = &callee->nodes.data[node];
    uint32_t root = entry->kind == N_REST ? entry->ref : node_root(callee, node), n;
    const struct target *v = set_get(&x->s->sets, r->bind[root], &n);
    bool parts = false;
    for (uint32_t i = 0; i < n; i++)
        parts |= b->nodes.data[v[i].node].kind == N_GLOBAL &&
                 b->nodes.data[v[i].node].ref == global &&
                 part_of_static(x, global, v[i]).global != 0;
    return parts;
}

/* B-L5, B-L7: below an object of which parts are lent, from which a pointer may lead back to it. */
static struct part part_below(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                              const struct body *callee, uint32_t node, struct target t)
{
    uint32_t global = given_static(x, ctx, r, callee, node, t);
    if (global == RIR_NONE || !part_is_given(x, ctx, r, callee, node, global))
        return none;
    bool back = phase_a_leads_back(x->s->a, phase_a_class_of_global(x->s->a, global));
    return (struct part){.below = global + 1, .astray = back ? global + 1 : 0};
}

struct part part_given(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                       const struct body *callee, uint32_t node, struct target t)
{
    const struct body *b = x->all.data[ctx].body;
    const struct node *given = &b->nodes.data[t.node];
    if (t.linked)
        return none;
    if (given->kind == N_GLOBAL)
        return part_of_static(x, given->ref, t);
    if (given->kind == N_GREST && callee->nodes.data[node].kind != N_PARAM)
        return part_below(x, ctx, r, callee, node, t);
    if (!node_is_entry(b, t.node))
        return none;
    struct part have = status_entry(&x->all.data[ctx], t.node)->part;
    if (have.global == 0)
        return have;
    return part_passed(b, &have, part_operand(x->s, b, r, callee, node), t);
}

/* The bytes that are in both, and the smaller step. */
static void join_bytes(struct part *have, struct part p)
{
    enum { OFTEN = 8 };
    struct part was = *have;
    if (p.global == 0 || was.shrunk > OFTEN)
        return;
    if (was.global == 0) {
        *have = p;
        have->astray = was.astray;
        have->below = was.below;
    } else {
        have->lo = p.lo > was.lo ? p.lo : was.lo;
        have->hi = p.hi < was.hi ? p.hi : was.hi;
        have->item = p.item < was.item ? p.item : was.item;
    }
    have->shrunk = was.shrunk;
    if (memcmp(have, &was, sizeof was) != 0 && ++have->shrunk > OFTEN)
        have->lo = have->hi = (int32_t)(have->item = 0); /* a recursion that goes on and on */
}

static uint32_t either(uint32_t a, uint32_t b)
{
    return a == 0 || a == b ? b : b == 0 ? a : PART_OF_ANY;
}

bool part_join(struct part *have, struct part p, bool first)
{
    struct part was = *have;
    p.shrunk = 0;
    if (first)
        *have = p;
    else
        join_bytes(have, p);
    have->astray = first ? p.astray : either(was.astray, p.astray);
    have->below = first ? p.below : either(was.below, p.below);
    return memcmp(have, &was, sizeof was) != 0;
}

/* ---- accesses ---- */

static bool is_astray(const struct contexts *x, const struct body *b, const struct part *p,
                      uint32_t operand)
{
    const struct phase_a *a = x->s->a;
    if (MUTANT(x->s, 41))
        return false;
    if (p->astray == 0 || p->astray == PART_OF_ANY || operand == RIR_NONE)
        return p->astray != 0;
    uint32_t cls = phase_a_class(a, b->func, operand);
    return cls == RIR_NONE ||
           phase_a_classes_overlap(a, cls, phase_a_class_of_global(a, p->astray - 1));
}

/* B-L4. */
static bool stays(const struct body *b, const struct access *a, const struct part *p,
                  uint32_t operand, struct target t)
{
    struct touched bytes = touched_by(b, a, RIR_NONE, t);
    struct steps w = {.root = RIR_NONE, .lost = true};
    int64_t at;
    if (MUTANT(b->s, 40) && bytes.size != 0)
        bytes.size = 1;
    if (t.stride == 0 && bytes.size != 0)
        return (p->lo <= t.off || MUTANT(b->s, 37)) && (int64_t)t.off + bytes.size <= p->hi;
    if (operand == RIR_NONE || MUTANT(b->s, 38))
        return operand != RIR_NONE;
    w = steps_to(b->s->m, b->f, operand);
    if (member_in(b, &w, p, t.node, a->member, &at))
        return true;
    return !w.lost && !w.member && is_param(b, w.root, t.node) && p->item != 0 && p->lo <= 0 &&
           p->hi > 0 && steps_stay_by(&w, p->item);
}

bool part_left(struct contexts *x, uint32_t ctx, const struct access *a, uint32_t operand,
               struct target t, uint32_t *global)
{
    const struct context *c = &x->all.data[ctx];
    *global = RIR_NONE;
    if (t.linked || !node_is_entry(c->body, t.node))
        return false;
    const struct node_status *n = status_entry(c, t.node);
    if ((n->may & ST_BIT(ST_LENT)) == 0)
        return false;
    if (is_astray(x, c->body, &n->part, operand)) {
        *global = n->part.astray == PART_OF_ANY ? RIR_NONE : n->part.astray - 1;
        return true;
    }
    if (n->part.global != 0)
        *global = n->part.global - 1;
    return n->part.global != 0 && !stays(c->body, a, &n->part, operand, t);
}

bool part_is_above(struct contexts *x, uint32_t ctx, struct target t, uint32_t *global)
{
    const struct context *c = &x->all.data[ctx];
    if (t.linked || !node_is_entry(c->body, t.node))
        return false;
    const struct node_status *n = status_entry(c, t.node);
    if ((n->may & ST_BIT(ST_LENT)) == 0 || n->part.below == 0)
        return false;
    *global = n->part.below == PART_OF_ANY ? RIR_NONE : n->part.below - 1;
    return true;
}
