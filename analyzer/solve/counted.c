/* Recognises `for (i = first; i < bound; i += step)` by its phi and its test, and base + i * size +
 * constant. What is not of that form is not known: nothing is said of it.
 *
 * Two numbers are the same if they are one value, the same constant, or loaded from a static object
 * that nobody writes meanwhile. */
#include "solve/counted.h"

static bool keeps_number(const struct rir_insn *in)
{
    return in->sub == RIR_U_ZEXT || in->sub == RIR_U_SEXT || in->sub == RIR_U_MOVE;
}

/* Through what gives different numbers for different numbers: elements and counters that are
 * different stay so. */
uint32_t counted_through_casts(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in;
    while ((in = flow_defined_by(f, value, RIR_UN)) != NULL && keeps_number(in))
        value = in->args[0];
    return value;
}

static bool reads_counter(const struct flow *w, const struct rir_insn *phi, struct counted *c)
{
    const struct rir_func *f = w->f;
    if (phi->nargs != 2)
        return false;
    for (uint32_t k = 0; k < 2; k++) {
        const struct rir_insn *add = flow_defined_by(f, phi->args[k], RIR_BIN);
        if (add == NULL || add->sub != RIR_B_ADD || add->args[0] != phi->result)
            continue;
        const struct rir_value *step = &f->values[add->args[1]];
        if (step->kind != RIR_V_CONST || !flow_dominates(w, phi->block, phi->blocks[k]))
            continue;
        c->latch = phi->blocks[k];
        c->first = phi->args[1 - k];
        c->step = step->imm;
        c->phi = phi->result;
        c->header = phi->block;
        return true;
    }
    return false;
}

/* The loop's only test of its counter is at its header. */
static bool counted_loop(const struct flow *w, const struct rir_insn *phi, struct counted *c)
{
    const struct rir_func *f = w->f;
    if (phi->op != RIR_PHI || !reads_counter(w, phi, c))
        return false;
    const struct rir_block *h = &f->blocks[c->header];
    const struct rir_insn *t = &f->insns[h->first + h->count - 1];
    if (t->op != RIR_COND)
        return false;
    const struct rir_insn *cmp = flow_defined_by(f, t->args[0], RIR_CMP);
    if (cmp == NULL || counted_through_casts(f, cmp->args[0]) != c->phi)
        return false;
    c->pred = cmp->sub;
    c->bound = cmp->args[1];
    c->body = t->blocks[0];
    c->exit = t->blocks[1];
    return c->body != c->exit && flow_dominates(w, c->body, c->latch);
}

bool shape_of(const struct rir_func *f, uint32_t value, struct shape *s)
{
    *s = (struct shape){.counter = RIR_NONE};
    for (;;) {
        const struct rir_value *v = &f->values[value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        if (in != NULL && in->op == RIR_FIELD) {
            s->off += in->imm;
        } else if (in != NULL && in->op == RIR_ELEM) {
            const struct rir_value *i = &f->values[in->args[1]];
            if (i->kind == RIR_V_CONST)
                s->off += i->imm * in->imm;
            else if (s->counter != RIR_NONE)
                return false;
            else {
                s->counter = counted_through_casts(f, in->args[1]);
                s->size = in->imm;
            }
        } else {
            s->is_global = v->kind == RIR_V_GLOBAL;
            s->base = s->is_global ? v->ref : value;
            s->off += s->is_global ? v->imm : 0;
            return s->counter != RIR_NONE &&
                   (s->is_global || v->kind == RIR_V_PARAM || (in != NULL && in->op != RIR_PHI));
        }
        value = in->args[0];
    }
}

bool shape_same(const struct shape *a, const struct shape *b)
{
    return a->base == b->base && a->is_global == b->is_global && a->off == b->off &&
           a->size == b->size;
}

/* Two loads from one place that nothing in the function, or called by it, writes. */
static bool same_unwritten_load(struct solver *s, uint32_t func, uint32_t x, uint32_t y)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *a = flow_defined_by(f, x, RIR_READ),
                          *b = flow_defined_by(f, y, RIR_READ);
    if (a == NULL || b == NULL)
        return false;
    const struct rir_value *p = &f->values[a->args[0]], *q = &f->values[b->args[0]];
    bool same = a->args[0] == b->args[0] || (p->kind == RIR_V_GLOBAL && q->kind == RIR_V_GLOBAL &&
                                             p->ref == q->ref && p->imm == q->imm);
    if (!same || p->kind != RIR_V_GLOBAL)
        return false;
    uint32_t cls = phase_a_class_of_global(s->a, p->ref), first = a->block;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (s->flows[func]->rank[in->block] == RIR_NONE ||
            s->flows[func]->rank[in->block] < s->flows[func]->rank[first])
            continue;
        if ((in->op == RIR_WRITE || in->op == RIR_STORE || in->op == RIR_COPY ||
             in->op == RIR_FILL || in->op == RIR_RMW || in->op == RIR_CAS) &&
            phase_a_class(s->a, func, in->args[0]) == cls)
            return false;
        if (in->op != RIR_CALL && in->op != RIR_CALLI)
            continue;
        uint32_t n = 1;
        bool complete = true;
        const uint32_t *to =
            in->op == RIR_CALL ? &in->ref : phase_a_callees(s->a, func, i, &n, &complete);
        for (uint32_t k = 0; k < n; k++)
            if (phase_a_writes(s->a, to[k], cls) ||
                (!(s->m->funcs.data[to[k]].flags & RIR_FUNC_DEFINED) &&
                 !rir_func_is_described(&s->m->funcs.data[to[k]])))
                return false;
        if (!complete)
            return false;
    }
    uint32_t ntasks;
    const struct pa_task *tasks = phase_a_tasks(s->a, &ntasks);
    for (uint32_t k = 0; k < ntasks; k++)
        if (phase_a_writes(s->a, tasks[k].func, cls))
            return false;
    return true;
}

/* Casts must be the same on both sides: `n` and `(unsigned char)n` are two numbers. */
bool counted_same_number(struct solver *s, uint32_t func, uint32_t a, uint32_t b)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *p, *q;
    const struct rir_value *x = &f->values[a], *y = &f->values[b];
    while (a != b && (p = flow_defined_by(f, a, RIR_UN)) != NULL &&
           (q = flow_defined_by(f, b, RIR_UN)) != NULL && p->sub == q->sub &&
           x->type.cls == y->type.cls && x->type.bits == y->type.bits) {
        a = p->args[0];
        b = q->args[0];
        x = &f->values[a];
        y = &f->values[b];
    }
    if (a == b)
        return true;
    if (x->kind == RIR_V_CONST && y->kind == RIR_V_CONST)
        return x->imm == y->imm;
    return x->type.bits == y->type.bits && same_unwritten_load(s, func, a, b);
}

bool counted_same_range(struct solver *s, uint32_t func, const struct counted *a,
                        const struct counted *b)
{
    return a->step == b->step && a->pred == b->pred &&
           counted_same_number(s, func, a->first, b->first) &&
           counted_same_number(s, func, a->bound, b->bound);
}

bool counted_of(const struct flow *w, uint32_t counter, struct counted *c)
{
    const struct rir_insn *phi = flow_defined_by(w->f, counter, RIR_PHI);
    return phi != NULL && counted_loop(w, phi, c);
}

/* Every trip round the loop passes the join: its block dominates the latch, and the header is the
 * only way out (checked by the edge on which B-J2 applies). */
bool counted_in_each_trip(const struct flow *w, const struct counted *c, uint32_t block)
{
    return flow_dominates(w, block, c->latch) && flow_dominates(w, c->body, block);
}

/* The start runs at most once per value of the counter: no cycle through its block avoids the
 * header. */
bool counted_once_per_trip(const struct flow *w, const struct counted *c, uint32_t block)
{
    return flow_dominates(w, c->body, block) &&
           !flow_reaches(w, block, block, c->header, NULL, NULL);
}

/* One of the blocks that lead into the loop from outside can be reached from it, by whatever way
 * out: it may be entered more than once. */
bool counted_entered_again(const struct flow *w, const struct counted *loop)
{
    for (uint32_t k = 0; k < w->npreds[loop->header]; k++) {
        uint32_t p = w->preds[loop->header][k];
        if (p != loop->latch && flow_reaches(w, loop->header, p, RIR_NONE, NULL, NULL))
            return true;
    }
    return false;
}
