/* How a static object is written, in words: by a function that is called there and has no source,
 * through which pointer, and where that got to refer to it: which function returned it, or where
 * the program takes the object's address. What stands in the line itself needs no words. */
#include "solve/c_names.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

static const struct access *written_access(const struct collect *c, const struct place *p)
{
    return p->is_event ? NULL : &c->x->all.data[p->ctx].body->accesses.data[p->index];
}

/* "writes", "frees", "calls 'setvbuf', which writes" */
const char *verdict_does(struct collect *c, const struct place *p)
{
    const struct access *a = written_access(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    if (a == NULL)
        return "calls";
    if (a->kind == ACCESS_FREE)
        return "frees";
    const struct rir_insn *in = &b->f->insns[a->insn];
    if (!a->described || in->op != RIR_CALL)
        return "writes";
    const struct rir_func *callee = &c->x->s->m->funcs.data[in->ref];
    return arena_printf(&c->out->result.arena, "calls '%s', which %s", source_name(callee),
                        rir_func_starts(callee) ? "puts the new task's handle into" : "writes");
}

/* The value from which the address of what is written is computed; RIR_NONE: it is known by name.
 */
static uint32_t pointer_of(struct collect *c, const struct place *p)
{
    const struct access *a = written_access(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = a == NULL ? RIR_NONE : access_operand(b, a);
    uint32_t base = operand == RIR_NONE ? RIR_NONE : flow_base(b->f, operand);
    return base == RIR_NONE || b->f->values[base].kind == RIR_V_GLOBAL ? RIR_NONE : base;
}

/* "'*p'", of what is freed "'p'": what the line calls it, where that is not its own name; NULL: it
 * has no other. */
const char *verdict_written_as(struct collect *c, const struct place *p)
{
    const struct access *a = written_access(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    struct arena *arena = &c->out->result.arena;
    if (pointer_of(c, p) == RIR_NONE)
        return NULL;
    uint32_t operand = access_operand(b, a);
    const char *name = a->kind == ACCESS_FREE ? c_name_of_value(c->x->s->m, b->f, operand, arena)
                                              : c_name_of_place(c->x->s->m, b->f, operand, arena);
    return name == NULL ? NULL : arena_printf(arena, "'%s'", name);
}

/* "'place' returns a pointer to it here", at the call. */
bool verdict_came_from(struct collect *c, const struct place *p, const char *object,
                       struct finding_note *out)
{
    const struct rir_func *f = c->x->all.data[p->ctx].body->f;
    uint32_t base = pointer_of(c, p);
    const struct rir_insn *call =
        base == RIR_NONE || object == NULL ? NULL : flow_defined_by(f, base, RIR_CALL);
    if (call == NULL)
        return false;
    struct rir_pos at = position_within(f, (uint32_t)(call - f->insns));
    struct arena *a = &c->out->result.arena;
    out->pos = verdict_source_pos(at);
    out->text = arena_printf(a, "'%s' returns a pointer to %s here",
                             source_name(&c->x->s->m->funcs.data[call->ref]),
                             verdict_object_words(a, "", object));
    return at.line != 0;
}

/* ---- where its address is taken ---- */

enum { MAX_PHIS = 16 };

static bool is_address_of(const struct collect *c, const struct rir_func *f, uint32_t value,
                          const struct rir_global *g)
{
    const struct rir_value *v = &f->values[flow_base(f, value)];
    return v->kind == RIR_V_GLOBAL && &c->x->s->m->globals.data[v->ref] == g;
}

/* The phi that takes the address, of those from which the value comes: its operand's number. */
static const struct rir_insn *taking_phi(const struct collect *c, const struct rir_func *f,
                                         uint32_t value, const struct rir_global *g, uint32_t *arg)
{
    uint32_t todo[MAX_PHIS] = {value}, n = 1;
    for (uint32_t at = 0; at < n; at++) {
        const struct rir_insn *phi = flow_defined_by(f, todo[at], RIR_PHI);
        for (uint32_t i = 0; phi != NULL && i < phi->nargs; i++) {
            uint32_t from = flow_base(f, phi->args[i]);
            bool seen = false;
            *arg = i;
            if (is_address_of(c, f, from, g))
                return phi;
            for (uint32_t k = 0; k < n; k++)
                seen |= todo[k] == from;
            if (!seen && n < MAX_PHIS)
                todo[n++] = from;
        }
    }
    return NULL;
}

/* A variable has no line at which it gets its value: that is told where it is used. */
static bool taken_by_phi(struct collect *c, const struct place *p, const struct rir_global *g,
                         struct finding_note *out)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct flow *w = c->x->s->flows[b->func];
    uint32_t arg, base = pointer_of(c, p);
    const struct rir_insn *phi =
        base == RIR_NONE || w == NULL ? NULL : taking_phi(c, b->f, base, g, &arg);
    const char *name = phi == NULL ? NULL : c_name_of_value(c->x->s->m, b->f, phi->result, a);
    const char *is = phi == NULL ? NULL : c_name_of_value(c->x->s->m, b->f, phi->args[arg], a);
    if (name == NULL || is == NULL)
        return false;
    bool round = flow_loop_has(w, phi->block, phi->blocks[arg]);
    out->pos = verdict_source_pos(p->pos);
    out->text = arena_printf(a, "'%s' was set to '%s' before this%s", name, is,
                             round ? ", in an earlier round of the loop" : "");
    return true;
}

/* "'&common' is stored in 'from' here" */
static bool taken_by_store(struct collect *c, const struct body *b, const struct rir_global *g,
                           struct finding_note *out)
{
    struct arena *a = &c->out->result.arena;
    for (uint32_t i = 0; i < b->f->ninsns; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        if (in->op != RIR_STORE || !is_address_of(c, b->f, in->args[1], g))
            continue;
        struct rir_pos at = position_within(b->f, i);
        const char *is = c_name_of_value(c->x->s->m, b->f, in->args[1], a);
        const char *into = c_name_of_place(c->x->s->m, b->f, in->args[0], a);
        if (at.line == 0 || is == NULL || into == NULL)
            continue;
        out->pos = verdict_source_pos(at);
        out->text = arena_printf(a, "'%s' is stored in '%s' here", is, into);
        return true;
    }
    return false;
}

/* The value is a pointer that is read from the object itself. */
static bool is_read_from(const struct collect *c, const struct rir_func *f, uint32_t value,
                         const struct rir_global *g)
{
    const struct rir_insn *load = flow_defined_by(f, value, RIR_LOAD);
    return load != NULL && is_address_of(c, f, load->args[0], g);
}

/* "'&common' is given to 'worker' here": at the start of a task; `below`: what 'common' points to.
 */
static bool taken_by_start(struct collect *c, const struct body *b, const struct call_rec *r,
                           const struct rir_global *g, bool below, struct finding_note *out)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_insn *in = &b->f->insns[r->insn];
    struct rir_pos at = position_within(b->f, r->insn);
    for (uint32_t i = 0; r->start && at.line != 0 && in->op == RIR_CALL && i < in->nargs; i++) {
        const char *is = c_name_of_value(c->x->s->m, b->f, in->args[i], a);
        if (is == NULL || !(below ? is_read_from(c, b->f, in->args[i], g)
                                  : is_address_of(c, b->f, in->args[i], g)))
            continue;
        out->pos = verdict_source_pos(at);
        out->text =
            arena_printf(a, "'%s' is given to task '%s' here", is, task_name(c->x->s, r->callee));
        return true;
    }
    return false;
}

bool verdict_taken(struct collect *c, const struct place *p, const struct chain *chain,
                   const struct rir_global *g, bool below, struct finding_note *out)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    if (pointer_of(c, p) == RIR_NONE)
        return false;
    if (!below && (taken_by_phi(c, p, g, out) || taken_by_store(c, b, g, out)))
        return true;
    for (uint32_t i = 0; i < chain->n; i++) {
        const struct body *caller = c->x->all.data[chain->links[i].ctx].body;
        if (taken_by_start(c, caller, &caller->calls.data[chain->links[i].call], g, below, out) ||
            (!below && taken_by_store(c, caller, g, out)))
            return true;
    }
    return false;
}
