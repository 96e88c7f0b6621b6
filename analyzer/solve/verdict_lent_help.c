/* What to do about what a task was given and somebody else touches before the join: where in time
 * that could be done instead, or what each could have of its own.
 *
 * Two cases have an answer of their own. Whoever reads the new task's handle from the very object
 * that the task got wants the handle, not the object. And an object with a lock in it is made to be
 * shared, most likely: then the declaration that says so comes first. */
#include "solve/declaration.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

/* The type of the object that is touched, in the function that lends it; RIR_NONE: not known. */
static uint32_t type_of(const struct collect *c, const struct place *p)
{
    const struct rir_module *m = c->x->s->m;
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    uint32_t node = p->j.since_ctx == p->ctx ? p->j.at.node : p->j.chain->end.node;
    const struct node *n = &b->nodes.data[node];
    if (n->kind == N_GLOBAL)
        return m->globals.data[n->ref].type;
    if (n->kind == N_STACK)
        return b->f->insns[n->ref].src;
    if (n->kind == N_HEAP && b->f->insns[n->ref].result != RIR_NONE)
        return rir_type_pointee(m, b->f->values[b->f->insns[n->ref].result].src);
    return n->kind == N_PARAM ? rir_type_pointee(m, b->f->params[n->ref].src) : RIR_NONE;
}

static const struct start_rec *start_of(const struct collect *c, const struct place *p)
{
    return p->j.record < c->x->s->starts.len ? &c->x->s->starts.data[p->j.record] : NULL;
}

/* Both are the same distance from the same pointer. */
static bool is_same_address(const struct rir_func *f, uint32_t a, uint32_t b)
{
    int64_t off[2] = {0, 0};
    uint32_t base[2] = {a, b};
    for (int i = 0; i < 2; i++)
        while (f->values[base[i]].kind == RIR_V_INSN &&
               flow_is_step(&f->insns[f->values[base[i]].ref])) {
            const struct rir_insn *step = &f->insns[f->values[base[i]].ref];
            int64_t bytes = 0;
            if (!flow_step_bytes(f, step, &bytes))
                return false;
            off[i] += bytes;
            base[i] = step->args[0];
        }
    return base[0] == base[1] && off[0] == off[1];
}

/* What is read is where the start puts the new task's handle. */
static bool is_handle(const struct collect *c, const struct place *p)
{
    const struct start_rec *r = start_of(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t read = access_operand(b, packet_access(c, p));
    if (packet_access(c, p)->kind != ACCESS_READ || r == NULL || read == RIR_NONE ||
        r->func != b->func || r->insn != p->j.since || p->j.since_ctx != p->ctx)
        return false;
    uint32_t at = start_place(c->x->s, r->func, r->insn);
    return at != RIR_NONE && is_same_address(b->f, at, read);
}

/* The member by which the program locks objects of the type; NULL: there is none. */
static const char *lock_in(const struct rir_module *m, uint32_t type)
{
    type = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
    for (uint32_t i = 0; type != RIR_NONE && i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        for (uint32_t k = 0; k < f->ninsns; k++) {
            const struct rir_insn *call = &f->insns[k];
            if (call->op != RIR_CALL || call->nargs == 0)
                continue;
            const struct rir_func *callee = &m->funcs.data[call->ref];
            const struct rir_ann *takes = rir_func_ann(callee, RIR_ANN_ACQUIRES);
            if (takes == NULL)
                takes = rir_func_ann(callee, RIR_ANN_ACQUIRES_IF);
            uint32_t lock = takes == NULL ? RIR_NONE : flow_operand(call, (uint32_t)takes->a);
            const struct rir_insn *field =
                lock == RIR_NONE ? NULL : flow_defined_by(f, lock, RIR_FIELD);
            const struct rir_field *member = field == NULL ? NULL : rir_named_member(m, field);
            if (member != NULL && member->name != NULL && rir_type_strip(m, field->ref) == type)
                return member->name;
        }
    }
    return NULL;
}

/* The task that got it, and the one that is started now, only read such objects. */
static bool is_only_read(const struct collect *c, const struct place *p)
{
    const struct solver *s = c->x->s;
    const struct start_rec *r = start_of(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t given = access_operand(b, packet_access(c, p)), record;
    if (r == NULL || given == RIR_NONE ||
        !map_get(&s->start_index, (uint64_t)b->func << 32 | packet_access(c, p)->insn, &record))
        return false;
    const struct pa_task *tasks = phase_a_tasks(s->a, &(uint32_t){0});
    const struct start_rec *both[] = {r, &s->starts.data[record]};
    uint32_t cls = phase_a_class(s->a, b->func, given);
    for (uint32_t i = 0; i < 2; i++)
        for (uint32_t k = 0; k < both[i]->ntasks; k++)
            if (cls == RIR_NONE || phase_a_writes(s->a, tasks[both[i]->tasks[k]].func, cls))
                return false;
    return true;
}

/* "line 33": where the function that started the task joins it, behind the place; NULL: nowhere. */
static const char *join_line(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    const struct flow *w = c->x->s->flows[b->func];
    uint32_t at = packet_meeting(c, p);
    for (uint32_t i = at == RIR_NONE ? b->f->ninsns : at + 1; w != NULL && i < b->f->ninsns; i++)
        if (join_may_be_in(c->x->s, b->func, i, p->j.record) &&
            flow_reaches(w, b->f->insns[at].block, b->f->insns[i].block, RIR_NONE, NULL, NULL))
            return verdict_line(c, position_within(b->f, i), p->pos);
    return NULL;
}

static bool is_started_in_loop(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    const struct flow *w = c->x->s->flows[b->func];
    return p->j.since != RIR_NONE && w != NULL && w->in_cycle[b->f->insns[p->j.since].block];
}

/* What is touched here, before the join. */
static const char *help_touched(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const char *to = lent_borrower(c, p), *join = join_line(c, p), *given = lent_given(c, p);
    const char *own = given == NULL ? "a copy" : arena_printf(a, "a copy of %s", given);
    const char *late = join != NULL ? arena_printf(a, "after the join (%s)", join)
                                    : arena_printf(a, "after %s was joined", to);
    uint8_t kind = packet_access(c, p)->kind;
    if (is_handle(c, p))
        return arena_printf(
            a,
            "let the start (%s) put the handle into a local variable, "
            "and use that here: the object belongs to %s by now, which may have "
            "changed or freed it",
            verdict_line(c, position_within(c->x->all.data[p->ctx].body->f, p->j.since), p->pos),
            to);
    if (kind == ACCESS_FREE)
        return arena_printf(a, "free it only %s, or let the task free it at its end", late);
    const char *what = verdict_packet_elsewhere(p) ? "make this call" : "do this";
    if (is_started_in_loop(c, p))
        return arena_printf(a,
                            "give the task in each round of the loop %s that nobody "
                            "else uses (from malloc(), or an array with one element for each "
                            "start), or %s only %s",
                            own, what, late);
    return arena_printf(a,
                        "%s before the start%s or %s; or give the task %s that nobody "
                        "else uses",
                        what, packet_at_since(c, p), late, own);
}

/* A start gives it to a task, or something is made to point to it. */
static bool is_passed_on(const struct body *b, uint32_t variable)
{
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        uint32_t given = a->kind == ACCESS_LEND ? access_operand(b, a) : RIR_NONE;
        if (given != RIR_NONE && flow_base(b->f, given) == variable)
            return true;
    }
    for (uint32_t i = 0; i < b->f->ninsns; i++)
        if (b->f->insns[i].op == RIR_STORE && flow_base(b->f, b->f->insns[i].args[1]) == variable)
            return true;
    return false;
}

/* The other variable of the type in this function, that no start here gives to a task: it may have
 * been meant. NULL: there is none, or there are several. */
static const char *other_variable(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct node *n = &b->nodes.data[p->j.at.node];
    const char *found = NULL;
    for (uint32_t i = 0; n->kind == N_STACK && i < b->f->ninsns; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        if (i == n->ref || in->op != RIR_STACK || in->src == RIR_NONE ||
            in->src != b->f->insns[n->ref].src || b->f->values[in->result].name == NULL)
            continue;
        if (found != NULL || is_passed_on(b, in->result))
            return NULL;
        found = b->f->values[in->result].name;
    }
    return found;
}

static const char *help_lent_again(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const char *other = packet_is_part(c, p) ? NULL : other_variable(c, p);
    const char *name = verdict_packet_name(c, p), *part = lent_part(c, p);
    const char *what = packet_is_part(c, p) ? part : name == NULL ? NULL : packet_quoted(c, name);
    const char *own = verdict_packet_elsewhere(p) || what == NULL
                          ? ""
                          : arena_printf(a, ", not the same %s", what);
    return arena_printf(
        a,
        "%sgive each task an object of its own%s (from malloc(), or an array with "
        "one element for each start), or join the first task before the second is "
        "started",
        other == NULL ? "" : arena_printf(a, "pass '&%s', if that is meant, or ", other), own);
}

const char *verdict_lent_help(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    uint8_t kind = packet_access(c, p)->kind;
    uint32_t type = type_of(c, p);
    const char *channel =
        type == RIR_NONE || kind == ACCESS_FREE ? NULL : declare_channel(c->x->s->m, type, a);
    const char *lock = channel == NULL ? NULL : lock_in(c->x->s->m, type);
    bool again = kind == ACCESS_LEND;
    const char *first = again ? help_lent_again(c, p) : help_touched(c, p);
    if (channel == NULL || is_handle(c, p))
        return arena_printf(a, "to fix it, %s", first);
    if (lock != NULL)
        return arena_printf(a,
                            "to fix it, if every use is under its lock '%s', declare that tasks "
                            "share such objects (<fbp/annotate.h>; that the lock is held is not "
                            "checked then): %s\nor %s",
                            lock, channel, first);
    if (again && is_only_read(c, p) && declare_immutable(c->x->s->m, type, a) != NULL)
        return arena_printf(
            a,
            "to fix it, %s\nor, if nobody changes it once a task has it, declare that "
            "(<fbp/annotate.h>; it is checked): %s",
            first, declare_immutable(c->x->s->m, type, a));
    return arena_printf(
        a,
        "to fix it, %s\nor guard every use of it by one lock, and declare that tasks share "
        "such objects (<fbp/annotate.h>): %s",
        first, channel);
}
