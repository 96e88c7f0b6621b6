/* What a described function reads, writes and frees: the object at an argument, and, where the
 * description says so, what pointers inside it lead to. Each is an access at the call. A null that
 * is written as such is not touched. */
#include "solve/call.h"

/* The literal null passed at C position n: nothing is touched there. */
bool call_passes_null(const struct call *c, int n)
{
    uint32_t at = flow_operand(c->in, (uint32_t)n);
    return at != RIR_NONE && flow_is_null(c->e->b->f, at);
}

/* Of the last access that was recorded. */
static void doubt_access(const struct env *e, const char *why)
{
    if (e->recording)
        e->b->accesses.data[e->b->accesses.len - 1].doubt = why;
}

/* A write at position n, or behind it: where a command asks for it, it may not happen. */
static void touch(const struct call *c, const struct rir_func *f, int n, uint32_t cpos,
                  enum access_kind kind, set_id targets)
{
    record_access(c->e, c->insn, kind, cpos, true, targets);
    if (kind != ACCESS_WRITE || !rir_func_ann_at(f, RIR_ANN_AS_ASKED, n))
        return;
    doubt_access(c->e, "whether it is written depends on what is asked for");
    if (c->e->recording)
        c->e->b->accesses.data[c->e->b->accesses.len - 1].asked = true;
}

/* Variadic arguments are accesses of their own: one may be private and the next a global. Those of
 * printf may be for a %p, which reads nothing. */
void call_touch(struct call *c, const struct rir_func *f, int n, enum access_kind kind)
{
    bool rest = (f->flags & RIR_FUNC_VARIADIC) && n > (int)f->ncparams;
    if (!rest && !call_passes_null(c, n))
        touch(c, f, n, (uint32_t)n, kind, call_argument(c, f, n));
    bool formatted = rir_func_ann(f, RIR_ANN_FORMAT) != NULL;
    for (uint32_t i = c->base; rest && i < c->in->nargs; i++) {
        if (call_position(c, i) <= f->ncparams || !call_may_be_address(c, i))
            continue;
        touch(c, f, n, call_position(c, i), kind, env_get(c->e, c->in->args[i]));
        if (formatted && kind == ACCESS_READ)
            doubt_access(c->e, "the format may ask for its address only");
    }
}

static bool is_constant(const struct body *b, uint32_t node)
{
    return global_is(b, node, RIR_GLOBAL_CONST) || global_is(b, node, RIR_GLOBAL_STRING);
}

/* What pointers inside an argument lead to, but the argument itself and constants. */
set_id call_behind(struct call *c, set_id argument)
{
    struct env *e = c->e;
    set_id targets = SET_EMPTY;
    uint32_t n, own;
    set_id all = memory_closure(e, argument);
    set_get(sets_of(e), all, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), all, &(uint32_t){0})[i];
        const struct target *given = set_get(sets_of(e), argument, &own);
        uint8_t kind = e->b->nodes.data[t.node].kind;
        bool skip =
            kind == N_FUNC || kind == N_VARARGS || kind == N_HANDLE || is_constant(e->b, t.node);
        for (uint32_t k = 0; k < own; k++)
            skip |= given[k].node == t.node && kind != N_GREST;
        if (!skip)
            targets = set_union(sets_of(e), targets, set_one(sets_of(e), t.node, 0, 1, CERT_MAY));
    }
    return targets;
}

/* The access has no operand that says where. Behind a pointer to a pointer (getline's buffer) lies
 * what that one points to; where bytes come in at pointers inside a struct, nothing else is
 * written.
 */
void call_write_behind(struct call *c, const struct rir_func *f, int n, set_id argument)
{
    const struct rir_module *m = c->e->b->s->m;
    struct set_table *t = sets_of(c->e);
    uint32_t type = call_pointee(m, f, n);
    bool one = type != RIR_NONE && m->types.data[type].kind == RIR_T_PTR;
    set_id targets = one                          ? set_anywhere(t, memory_load(c->e, argument))
                     : call_fills_behind(m, f, n) ? call_behind_members(c->e, argument, type)
                                                  : call_behind(c, argument);
    targets = set_demote(t, targets, CERT_MAY);
    if (targets != SET_EMPTY)
        touch(c, f, n, 0, ACCESS_WRITE, targets);
}

/* "Reads" means all that is reachable; of the library's own functions, those that are given bytes
 * or strings read nothing else. Only what was sent or lent may not be read (B-V9). */
void call_read_behind(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                      set_id argument)
{
    const struct rir_module *m = c->e->b->s->m;
    uint32_t type = call_pointee(m, f, a->a);
    unsigned kind = type == RIR_NONE ? RIR_T_STRUCT : m->types.data[type].kind;
    bool bytes = a->a > (int)f->ncparams || kind == RIR_T_VOID || kind == RIR_T_INT;
    const struct solver *s = c->e->b->s;
    if ((a->model && bytes) || (!marks_any(s, MARK_SENT) && !marks_any(s, MARK_LENT)))
        return;
    set_id targets = set_demote(sets_of(c->e), call_behind(c, argument), CERT_MAY);
    if (targets != SET_EMPTY)
        touch(c, f, a->a, 0, ACCESS_READ, targets);
}
