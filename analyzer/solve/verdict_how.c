/* How a static object is written, in words: by a function that is called there and has no source,
 * through which pointer, and which function returned that pointer. What stands in the line itself
 * needs no words. */
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
    bool starts =
        rir_func_ann(callee, RIR_ANN_SPAWNS) != NULL || rir_func_ann(callee, RIR_ANN_SPAWNS_IF);
    return arena_printf(&c->out->result.arena, "calls '%s', which %s", source_name(callee),
                        starts ? "puts the new task's handle into" : "writes");
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
