/* Objects of FBP_IMMUTABLE types: under construction, then published.
 *
 * What type an object has, RIR knows by how it is used: a FIELD of a struct is evidence that its
 * base points to such a struct, and so is the type of a variable or parameter. So two things are
 * kept of each object, and never taken back: it was *used* as an immutable type, and it was
 * *shown*. When both hold it is frozen, with all that it leads to at that moment.
 *
 * - T1 Shown is what is stored into a static or allocated object, or found there; what is sent,
 * lent, received or kept by a described function; what a function returns whose return type names
 * the type. A store into a stack or thread-local object shows nothing.
 * - T2 What is sent or lent, and was used as an immutable type, is frozen and stays where it is;
 * so is what the sender uses as such a type afterwards.
 * - T3 A member of an immutable type inside another struct is part of that struct, and shows
 * nothing of the object around it.
 * - T4 What is sent or lent is used as the type that the value has by which it is given, too.
 *
 * In or below a trusted function nothing of this happens: its annotations describe it. */
#include "rir/interp_int.h"

bool immutable_names(const struct rir_module *m, uint32_t pointer)
{
    return (rir_type_flags(m, rir_type_pointee(m, pointer)) & RIR_TYPE_IMMUTABLE) != 0;
}

bool immutable_is(const struct rir_module *m, uint32_t type)
{
    uint32_t t = rir_type_strip(m, type);
    if (rir_type_flags(m, type) & RIR_TYPE_IMMUTABLE)
        return true;
    return t != RIR_NONE && m->types.data[t].kind == RIR_T_ARRAY &&
           (rir_type_flags(m, m->types.data[t].elem) & RIR_TYPE_IMMUTABLE) != 0;
}

static bool is_believed(struct run *r)
{
    const struct frame *f = r->tasks.len == 0 ? NULL : task_place(run_task(r));
    return f == NULL || f->quiet;
}

/* What is published may lead to what another task still has, as its own or on loan: it is not this
 * one's to make immutable. */
static bool is_of_another(const struct run *r, struct object *o)
{
    struct span all = {o, 0, o->size};
    return o->state == STATE_LIVE && (o->owner != OWNER_NONE || share_meets(&all)) &&
           !share_owned(&all, r->current);
}

static void publish(struct run *r, struct object *o)
{
    if (!o->typed || !o->shown || (o->state != STATE_LIVE && o->state != STATE_TRANSIT))
        return;
    uint32_t n = reach_packet(r, o);
    for (uint32_t i = 0; i < n; i++) {
        struct object *part = r->objs.data[r->worklist.data[i]];
        reach_changed(r, part);
        if (is_of_another(r, part))
            model_event(r, INTERP_FOREIGN_ACCESS, part);
        if (part->state == STATE_LIVE || part == o)
            part->state = STATE_FROZEN;
    }
    r->marks_valid = false;
}

void immutable_shown(struct run *r, struct object *o)
{
    if (!r->immutables || o->kind == INTERP_OTHER || is_believed(r))
        return;
    o->shown = true;
    publish(r, o);
}

void immutable_found(struct run *r, const struct object *in, const struct ival *v)
{
    if (r->immutables && v->ref.obj && (in->kind == INTERP_HEAP || in->kind == INTERP_STATIC))
        immutable_shown(r, r->objs.data[v->ref.obj]);
}

void immutable_stored(struct run *r, const struct object *into, const struct islot *slots,
                      uint32_t n)
{
    bool shows = into->kind == INTERP_HEAP || into->kind == INTERP_STATIC;
    for (uint32_t i = 0; i < n && shows && r->immutables; i++)
        immutable_shown(r, r->objs.data[slots[i].ref.obj]);
}

void immutable_used(struct run *r, const struct ival *p, uint32_t type)
{
    struct place at;
    uint64_t size = rir_type_size(r->m, type);
    if (!r->immutables || (rir_type_flags(r->m, type) & RIR_TYPE_IMMUTABLE) == 0 ||
        is_believed(r) || !mem_find(r, p, &at) || (at.tag & REF_INSIDE)) /* T3 */
        return;
    if (at.o->kind == INTERP_OTHER || size == 0 || at.off % size != 0 || at.off + size > at.o->size)
        return;
    at.o->typed = true;
    if (at.life != at.o->life || at.o->state == STATE_TRANSIT) /* T2 */
        at.o->shown = true;
    publish(r, at.o);
}

void immutable_returned(struct run *r, const struct rir_func *f, const struct ival *result)
{
    struct place at;
    uint32_t t = rir_func_source_type(r->m, f);
    if (!r->immutables || t == RIR_NONE || !immutable_names(r->m, r->m->types.data[t].elem) ||
        !mem_find(r, result, &at) || at.o->kind == INTERP_OTHER || is_believed(r))
        return;
    at.o->typed |= (at.tag & REF_INSIDE) == 0;
    immutable_shown(r, at.o);
}

/* T4. */
static void use_as_named(struct run *r, const struct ival *given)
{
    const struct frame *f = task_place(run_task(r));
    const struct rir_func *fn = f->func == RIR_NONE ? NULL : &r->m->funcs.data[f->func];
    for (uint32_t i = 0; fn != NULL && i < fn->insns[f->pc].nargs; i++) {
        uint32_t v = fn->insns[f->pc].args[i];
        const struct rir_insn *made =
            fn->values[v].kind == RIR_V_INSN ? &fn->insns[fn->values[v].ref] : NULL;
        if (made != NULL && made->op != RIR_STACK && made->op != RIR_FIELD &&
            f->vals[v].lo == given->lo && f->vals[v].ref.obj == given->ref.obj)
            immutable_used(r, given, rir_type_pointee(r->m, fn->values[v].src));
    }
}

bool immutable_given(struct run *r, const struct ival *given, struct object *root)
{
    if (!r->immutables || root->kind == INTERP_OTHER)
        return false;
    use_as_named(r, given);
    if (root->typed)
        immutable_shown(r, root);
    uint32_t n = root->state == STATE_FROZEN ? 0 : reach_packet(r, root);
    uint32_t *all = arena_copy(&r->arena, r->worklist.data, n * sizeof *all);
    for (uint32_t i = 0; i < n; i++)
        immutable_shown(r, r->objs.data[all[i]]);
    return root->state == STATE_FROZEN;
}

bool immutable_any(const struct rir_module *m)
{
    for (uint32_t i = 0; i < m->types.len; i++)
        if (m->types.data[i].flags & RIR_TYPE_IMMUTABLE)
            return true;
    return false;
}
