/* Verdicts.
 *
 * B-V1 (I4). An access is proved only if every target has, in this context, only statuses that
 * allow it. No target at all proves nothing. B-V2 (I5). A violation needs one target that certainly
 * (CERT_PATH, must) is the object, and one chain of calls that is evidence (chain.c). B-V3. A
 * task's own memory may be put into a static object by somebody else while the task runs; where
 * phase A cannot exclude that, the access is unproven. B-V4. A write by main is judged against the
 * tasks that may be running there: phase A says whether one may read the class; a violation needs
 * the same bytes of a named object on both sides and a task that certainly runs and reads them. */
/* B-V5: see other_element(). */
#include "solve/judge.h"

#include <stdlib.h>
#include <string.h>

#include "solve/format.h"
#include "solve/nonnull.h"
#include "solve/thunk.h"

const char *source_name(const struct rir_func *f)
{
    return f->source != NULL ? f->source : f->name;
}

const char *task_name(const struct solver *s, uint32_t func)
{
    return source_name(&s->m->funcs.data[task_shown_as(s, func)]);
}

/* B-V2: a chain of calls on which everything fits; it is kept for the finding. */
static bool feasible(struct judge *j, const struct chain_query *q, const struct chain **found)
{
    struct chain chain;
    if (!chain_find(&j->chains, q, &chain))
        return false;
    *found = arena_copy(j->arena, &chain, sizeof chain);
    return true;
}

/* ---- names ---- */

const char *plain_name(const struct rir_global *g)
{
    return g->source != NULL ? g->source : g->name;
}

const char *name_of_target(struct judge *j, uint32_t ctx, struct target t, uint64_t size)
{
    const struct body *b = j->x->all.data[ctx].body;
    const struct node *n = &b->nodes.data[t.node];
    if ((n->kind != N_GLOBAL && n->kind != N_GREST) || n->ref == RIR_NONE)
        return NULL;
    const struct rir_module *m = j->x->s->m;
    const struct rir_global *g = &m->globals.data[n->ref];
    if (n->kind == N_GREST || t.off < 0 || g->type == RIR_NONE)
        return plain_name(g);
    struct rir_place place = {(uint64_t)t.off, size, t.stride};
    const char *path = rir_type_path_at(m, g->type, place, j->arena);
    if (path == NULL || *path == '\0')
        return plain_name(g);
    return arena_printf(j->arena, path[0] == '[' || path[0] == '.' ? "%s%s" : "%s.%s",
                        plain_name(g), path);
}

/* ---- writes by tasks ---- */

/* Is byte `off` of an object of that type in it? Of a type without a size it is, if not before it.
 */
static bool is_within(const struct rir_module *m, uint32_t type, int64_t off)
{
    uint64_t size = rir_type_size(m, type);
    return off >= 0 && (size == 0 || (uint64_t)off < size);
}

/* A step with an index that is not known stays in the array it is in, if it is in one (A-I4). */
static bool is_index(const struct rir_module *m, const struct rir_func *f,
                     const struct rir_insn *in)
{
    const struct rir_value *v = &f->values[in->args[0]];
    const struct rir_insn *base = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    if ((in->flags & RIR_IN_ARRAY) != 0 || base == NULL)
        return (in->flags & RIR_IN_ARRAY) != 0;
    if (base->op == RIR_ELEM)
        return (base->flags & RIR_IN_ARRAY) != 0;
    const struct rir_field *member =
        base->op == RIR_FIELD && base->ref != RIR_NONE ? rir_named_member(m, base) : NULL;
    uint32_t type = member == NULL ? RIR_NONE : rir_type_strip(m, member->type);
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_ARRAY;
}

/* Bytes that a step adds to an address, an index left out; false: not known. */
static bool step_bytes(const struct rir_module *m, const struct rir_func *f,
                       const struct rir_insn *in, int64_t *bytes)
{
    return flow_step_bytes(f, in, bytes) ||
           (f->values[in->args[1]].kind != RIR_V_CONST && is_index(m, f, in));
}

/* A channel or FBP_SHARED member is named by the address itself, and not left again (container_of).
 */
static bool address_is_open(const struct solver *s, const struct rir_func *f, uint32_t value)
{
    int64_t off = 0, step;
    while (value != RIR_NONE && f->values[value].kind == RIR_V_INSN) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        if (in->op == RIR_FIELD && in->ref != RIR_NONE) {
            const struct rir_field *m = rir_named_member(s->m, in);
            if ((rir_type_flags(s->m, in->ref) & RIR_TYPE_CHANNEL) &&
                is_within(s->m, in->ref, off + in->imm))
                return true;
            if (m != NULL && is_within(s->m, m->type, off) &&
                ((m->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) ||
                 (rir_type_flags(s->m, m->type) & RIR_TYPE_CHANNEL)))
                return true;
        }
        if ((in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET) ||
            !step_bytes(s->m, f, in, &step) || __builtin_add_overflow(off, step, &off))
            return false;
        value = in->args[0];
    }
    return false;
}

static struct judgement fine(bool place)
{
    return (struct judgement){.certainty = CERTAINTY_PROVED, .task = RIR_NONE, .place = place};
}

static const char *unknown_reason(struct judge *j, uint32_t ctx, struct target t)
{
    struct chain chain;
    chain_of_witness(j->x, ctx, t, ST_UNKNOWN, &chain);
    const struct body *b = j->x->all.data[chain.end_ctx].body;
    struct target end = chain.end;
    if (end.node != RIR_NONE && b->nodes.data[end.node].kind == N_UNKNOWN)
        return node_reason(b, end.node);
    return "what calls this function is not known";
}

static const char *may_be_reason(struct judge *j, uint32_t ctx, struct target t, enum status st)
{
    struct chain chain;
    chain_of_witness(j->x, ctx, t, st, &chain);
    const char *name =
        chain.end.node == RIR_NONE ? NULL : name_of_target(j, chain.end_ctx, chain.end, 0);
    const char *what = st == ST_CONST ? "constant" : "global";
    if (name == NULL)
        return arena_printf(j->arena, "it may be %s memory", what);
    return arena_printf(j->arena, "it may be %s '%s', or memory reachable from it", what, name);
}

/* Why no chain is evidence; what the one that is shown goes through says most. */
static const char *why_no_path(struct judge *j, uint32_t ctx, struct target t, enum status st,
                               const char *to)
{
    struct chain chain;
    chain_of_witness(j->x, ctx, t, st, &chain);
    uint32_t ifunc = chain_open_ifunc(j->x, &chain);
    if (ifunc != RIR_NONE)
        return arena_printf(j->arena, "'%s' %s", source_name(&j->x->s->m->funcs.data[ifunc]),
                            ifunc_is_open);
    return arena_printf(
        j->arena, "no path to this %s was found without contradicting tests or unknown callees",
        to);
}

static enum status worst_of(uint16_t may)
{
    if (may & ST_BIT(ST_CONST))
        return ST_CONST; /* frozen-write comes before global-write */
    return may & ST_GLOBALS ? ST_GLOBAL : may & ST_BIT(ST_UNKNOWN) ? ST_UNKNOWN : ST_OWN;
}

static struct judgement worse(struct judgement a, struct judgement b)
{
    return b.certainty > a.certainty ? b : a;
}

/* B-V6: no path through this function at all reaches the access with the pointer being that object.
 */
static bool excluded(struct judge *j, uint32_t ctx, uint32_t insn, uint32_t operand,
                     struct target t)
{
    const struct body *b = j->x->all.data[ctx].body;
    if (operand == RIR_NONE || b->nodes.data[t.node].kind != N_GLOBAL || t.linked)
        return false;
    struct evidence_query q = {.m = j->x->s->m,
                               .f = b->f,
                               .insn = insn,
                               .value = operand,
                               .global = b->nodes.data[t.node].ref,
                               .param = RIR_NONE,
                               .at_last = RIR_NONE,
                               .wanted = 1,
                               .strict = true};
    return evidence_find(&j->chains.evidence, &q)->answer == EVIDENCE_NONE;
}

/* "Some object reachable from a static one" may be a constant that was stored there, also where a
 * caller passed it. */
static bool may_be_constant(struct judge *j, uint32_t ctx, uint32_t operand, struct target t,
                            uint16_t may)
{
    const struct solver *s = j->x->s;
    const struct body *b = j->x->all.data[ctx].body;
    if (operand == RIR_NONE || b->nodes.data[t.node].kind == N_GLOBAL || (may & ST_GLOBALS) == 0)
        return false;
    uint32_t n = 0, cls = phase_a_class(s->a, b->func, operand);
    const uint32_t *g = cls == RIR_NONE ? NULL : phase_a_class_globals(s->a, cls, &n);
    for (uint32_t i = 0; i < n; i++)
        if (s->m->globals.data[g[i]].flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING))
            return true;
    return false;
}

/* What code that we do not know gives out may be a constant: one of its own, or one that it was
 * given. */
static bool may_be_given(const struct judge *j, uint32_t ctx, uint32_t operand)
{
    const struct phase_a *a = j->x->s->a;
    uint32_t func = j->x->all.data[ctx].body->func;
    return operand == RIR_NONE || phase_a_class_unknown(a, phase_a_class(a, func, operand));
}

/* What is lent is an element, and this may be another one (B-L3 to B-L5). */
static struct judgement judge_part(struct judge *j, uint32_t ctx, const struct access *a,
                                   uint32_t operand, struct target t)
{
    struct judgement r = fine(true);
    uint32_t global;
    if (!part_left(j->x, ctx, a, operand, t, &global))
        return r;
    r.certainty = CERTAINTY_UNPROVEN;
    r.kind = KIND_GLOBAL_WRITE;
    r.reason =
        global == RIR_NONE
            ? "it may be another element of a static array than the one that the task was given"
            : arena_printf(j->arena,
                           "it may be another element of '%s' than the one that the task "
                           "was given",
                           plain_name(&j->x->s->m->globals.data[global]));
    return r;
}

/* One target of a write in code of a task (or, for constants, of main). */
static struct judgement judge_target(struct judge *j, uint32_t ctx, const struct access *a,
                                     uint32_t operand, struct target t)
{
    struct node_status st = status_of(j->x, ctx, t);
    bool task = j->x->all.data[ctx].role == ROLE_TASK;
    if (!task) {
        if (may_be_constant(j, ctx, operand, t, st.may))
            st.may |= ST_BIT(ST_CONST);
        bool unknown = (st.may & ST_BIT(ST_UNKNOWN)) != 0 && may_be_given(j, ctx, operand);
        st.may &= ST_BIT(ST_CONST) | (unknown ? ST_BIT(ST_UNKNOWN) : 0);
        st.must &= ST_BIT(ST_CONST);
    }
    struct judgement r = fine(true);
    enum status bad = worst_of(st.may);
    if (bad == ST_OWN)
        return task ? judge_part(j, ctx, a, operand, t) : r;
    r.at = t;
    r.has_target = true;
    r.kind = bad == ST_CONST || !task ? KIND_FROZEN_WRITE : KIND_GLOBAL_WRITE;
    r.certainty = CERTAINTY_UNPROVEN;
    enum status sure = worst_of(st.must);
    if (a->kind == ACCESS_FREE && j->x->all.data[ctx].body->nodes.data[t.node].kind == N_GLOBAL) {
        r.reason = "a static object cannot be freed: it must be another one"; /* A1 */
    } else if (t.cert >= CERT_PATH && (sure == ST_CONST || sure == ST_GLOBAL)) {
        r.kind = sure == ST_CONST ? KIND_FROZEN_WRITE : KIND_GLOBAL_WRITE;
        struct chain_query q = {
            .ctx = ctx, .insn = a->insn, .operand = operand, .at = t, .st = sure};
        if (feasible(j, &q, &r.chain))
            r.certainty = CERTAINTY_VIOLATION;
        else if (excluded(j, ctx, a->insn, operand, t))
            r = fine(true);
        else
            r.reason = why_no_path(j, ctx, t, sure, "write");
    } else if (bad == ST_UNKNOWN && status_leads_out(j->x, ctx, t)) {
        r.reason = "it may be the struct around a channel or a shared member";
    } else if (bad == ST_UNKNOWN) {
        r.reason = unknown_reason(j, ctx, t);
    } else {
        r.reason = may_be_reason(j, ctx, t, bad);
    }
    return r;
}

static struct judgement judge_late(struct judge *j, uint32_t ctx, uint32_t operand)
{
    struct judgement r = fine(true);
    const struct context *c = &j->x->all.data[ctx];
    if (c->role != ROLE_TASK || MUTANT(j->x->s, 12))
        return r;
    uint32_t cls =
        operand == RIR_NONE ? RIR_NONE : phase_a_class(j->x->s->a, c->body->func, operand);
    bool late = operand == RIR_NONE && j->any_late; /* no operand says which class it is */
    if (!late && (cls == RIR_NONE || cls >= j->nlate || !j->late[cls]))
        return r;
    r.certainty = CERTAINTY_UNPROVEN;
    r.kind = KIND_GLOBAL_WRITE;
    r.reason = "it may be put into a static object while the task runs";
    return r;
}

/* Of two equal judgements the one about an object with a name tells more. */
static bool as_bad_but_named(const struct body *b, const struct judgement *old,
                             const struct judgement *new)
{
    return old->certainty == new->certainty && old->kind == new->kind &&
           old->has_target &&new->has_target && b->nodes.data[old->at.node].kind == N_GREST &&
           b->nodes.data[new->at.node].kind == N_GLOBAL;
}

/* Every target is certainly global: then the object is, whichever it is. */
static bool all_global(struct judge *j, uint32_t ctx, set_id targets)
{
    uint32_t n;
    set_get(&j->x->s->sets, targets, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!(status_of(j->x, ctx, set_get(&j->x->s->sets, targets, &(uint32_t){0})[i]).must &
              ST_GLOBALS))
            return false;
    return n > 0;
}

static struct judgement judge_write(struct judge *j, uint32_t ctx, const struct access *a,
                                    uint32_t operand)
{
    const struct body *b = j->x->all.data[ctx].body;
    uint32_t n;
    set_get(&j->x->s->sets, a->targets, &n);
    struct judgement r = fine(true);
    if (n == 0 && j->x->all.data[ctx].role == ROLE_TASK) {
        r.certainty = CERTAINTY_UNPROVEN;
        r.kind = KIND_GLOBAL_WRITE;
        r.reason = "the pointer refers to no object that is known";
        return r;
    }
    bool all = all_global(j, ctx, a->targets);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&j->x->s->sets, a->targets, &(uint32_t){0})[i];
        if (all && t.cert < CERT_PATH)
            t.cert = CERT_PATH;
        struct judgement one = judge_target(j, ctx, a, operand, t);
        r = as_bad_but_named(b, &r, &one) ? one : worse(r, one);
    }
    return r.certainty == CERTAINTY_PROVED ? judge_late(j, ctx, operand) : r;
}

/* ---- writes by main ---- */

/* Some context of the task certainly reads what is written: on a chain of calls that is evidence.
 * Another member of the same struct is not it. */
static bool surely_reads(struct judge *j, uint32_t task, uint32_t global, struct touched written)
{
    uint32_t func = phase_a_tasks(j->x->s->a, &(uint32_t){0})[task].func;
    for (uint32_t i = 0; i < j->reads.len; i++) {
        struct sure_read *r = &j->reads.data[i];
        struct chain found;
        if (r->global != global || r->task != func || r->refuted ||
            !touched_meet(&written, &r->bytes))
            continue;
        if (r->confirmed)
            return true;
        r->confirmed =
            chain_find(&j->chains, &r->how, &found) && chain_task(j->x, &r->how, &found) == func;
        r->refuted = !r->confirmed;
        if (r->confirmed)
            return true;
    }
    return false;
}

static void note_read(struct judge *j, uint32_t ctx, const struct access *a, struct target t)
{
    struct contexts *x = j->x;
    if (t.cert < CERT_PATH || t.linked || !(status_of(x, ctx, t).must & ST_GLOBALS))
        return;
    struct chain chain;
    chain_of_witness(x, ctx, t, ST_GLOBAL, &chain);
    uint32_t end_ctx = chain.end_ctx;
    struct target end = chain.end;
    const struct body *b = x->all.data[end_ctx].body;
    if (end.node == RIR_NONE || b->nodes.data[end.node].kind != N_GLOBAL)
        return;
    /* the task on whose chain the context, and the one that names the object, were first reached */
    uint32_t task = x->all.data[ctx].task;
    if (task == RIR_NONE || x->all.data[end_ctx].task != task || x->all.data[ctx].ambiguous)
        return;
    struct sure_read r = {.task = phase_a_tasks(x->s->a, &(uint32_t){0})[task].func,
                          .global = b->nodes.data[end.node].ref};
    const struct body *here = x->all.data[ctx].body;
    r.bytes = touched_by(here, a, end_ctx == ctx ? access_operand(here, a) : RIR_NONE, end);
    r.how = (struct chain_query){
        .ctx = ctx, .insn = a->insn, .operand = access_operand(here, a), .at = t, .st = ST_GLOBAL};
    vec_push(&j->reads, r);
}

static void collect_reads(struct judge *j, uint32_t ctx)
{
    const struct body *b = j->x->all.data[ctx].body;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        uint32_t n;
        if (b->accesses.data[i].kind != ACCESS_READ || b->accesses.data[i].doubt != NULL)
            continue;
        set_get(&j->x->s->sets, b->accesses.data[i].targets, &n);
        for (uint32_t k = 0; k < n; k++)
            note_read(j, ctx, &b->accesses.data[i],
                      set_get(&j->x->s->sets, b->accesses.data[i].targets, &(uint32_t){0})[k]);
    }
}

static bool task_reads(const struct judge *j, const struct start_rec *r, uint32_t cls,
                       uint32_t *task)
{
    const struct solver *s = j->x->s;
    uint32_t n;
    const struct pa_task *tasks = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < r->ntasks; i++) {
        *task = r->tasks[i];
        if (cls == RIR_NONE || phase_a_class_unknown(s->a, cls) ||
            phase_a_reads(s->a, tasks[*task].func, cls))
            return true;
    }
    return false;
}

static bool may_be_visible(struct judge *j, uint32_t ctx, const struct access *a)
{
    uint32_t n;
    set_get(&j->x->s->sets, a->targets, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&j->x->s->sets, a->targets, &(uint32_t){0})[i];
        if (status_of(j->x, ctx, t).may & (ST_GLOBALS | ST_BIT(ST_UNKNOWN)))
            return true;
    }
    return false;
}

/* A shared variable may be written, but what is put there is global from then on. */
static bool may_be_shared(struct judge *j, uint32_t ctx, const struct access *a)
{
    uint32_t n;
    set_get(&j->x->s->sets, a->targets, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&j->x->s->sets, a->targets, &(uint32_t){0})[i];
        if (status_of(j->x, ctx, t).may & ST_BIT(ST_SHARED))
            return true;
    }
    return false;
}

/* The one named static object that this certainly is, or RIR_NONE. */
static uint32_t named_global(struct judge *j, uint32_t ctx, const struct access *a,
                             struct target *at)
{
    uint32_t n;
    const struct target *v = set_get(&j->x->s->sets, a->targets, &n);
    const struct body *b = j->x->all.data[ctx].body;
    for (uint32_t i = 0; i < n; i++)
        if (v[i].cert >= CERT_PATH && !v[i].linked && b->nodes.data[v[i].node].kind == N_GLOBAL) {
            *at = v[i];
            return b->nodes.data[v[i].node].ref;
        }
    return RIR_NONE;
}

/* May some task read or write another element of the array than the one that it was given? */
static bool leaves_element(struct judge *j, uint32_t global)
{
    struct contexts *x = j->x;
    for (uint32_t c = 0; c < x->all.len; c++) {
        const struct body *b = x->all.data[c].body;
        for (uint32_t i = 0; i < b->accesses.len && x->all.data[c].role == ROLE_TASK; i++) {
            const struct access *a = &b->accesses.data[i];
            uint32_t n, of, operand = access_operand(b, a);
            const struct target *v = set_get(&x->s->sets, a->targets, &n);
            for (uint32_t k = 0; k < n; k++)
                if (part_left(x, c, a, operand, v[k], &of) && (of == global || of == RIR_NONE))
                    return true;
        }
    }
    return false;
}

/* The same for each static object, asked once. */
static bool is_left(struct judge *j, uint32_t global)
{
    uint32_t known;
    if (!map_get(&j->left, global, &known)) {
        known = leaves_element(j, global);
        map_put(&j->left, global, known);
    }
    return known != 0;
}

/* B-V5: every task of the record was given another element of the array that is written, stays in
 * it, and knows the array by no other way (B-J3). */
static bool other_element(struct judge *j, uint32_t ctx, uint32_t insn, uint32_t operand,
                          uint32_t record)
{
    const struct context *c = &j->x->all.data[ctx];
    struct solver *s = j->x->s;
    if (operand == RIR_NONE || ids_has(&c->running, record) ||
        !start_takes_other_element(s, c->body->func, insn, operand, record))
        return false;
    uint32_t g = c->body->f->values[flow_base(c->body->f, operand)].ref;
    return !phase_a_named_in_task(s->a, g) && !is_left(j, g) &&
           !phase_a_class_held(s->a, phase_a_class_of_global(s->a, g));
}

/* The calls by which a function starts a task of the record: the start itself, or calls of what
 * leaves it running. */
static uint32_t starts_in(struct judge *j, uint32_t ctx, uint32_t record, const uint32_t **starts)
{
    const struct solver *s = j->x->s;
    const struct body *b = j->x->all.data[ctx].body;
    const struct start_rec *r = &s->starts.data[record];
    uint32_t n = 0, *list = ARENA_ARRAY(j->arena, uint32_t, b->calls.len + 1);
    *starts = list;
    if (r->func == b->func && r->insn != RIR_NONE) {
        list[n++] = r->insn;
        return n;
    }
    for (uint32_t i = 0; i < b->calls.len; i++) {
        const struct call_rec *c = &b->calls.data[i];
        const struct body *callee = s->bodies[c->aliased][c->callee];
        bool starts_it = !c->start && callee != NULL && ids_has(&callee->exit.running, record);
        if (starts_it && (n == 0 || list[n - 1] != c->insn))
            list[n++] = c->insn;
    }
    return n;
}

/* A path through this function on which the task is started and then gets to the instruction. */
static bool starts_before(struct judge *j, uint32_t ctx, uint32_t insn, uint32_t record)
{
    const struct solver *s = j->x->s;
    const struct body *b = j->x->all.data[ctx].body;
    struct evidence_query q = {.m = s->m,
                               .f = b->f,
                               .insn = insn,
                               .value = RIR_NONE,
                               .global = RIR_NONE,
                               .param = RIR_NONE,
                               .at_last = RIR_NONE,
                               .wanted = 1};
    q.nstarts = starts_in(j, ctx, record, &q.starts);
    if (q.nstarts == 0)
        return true; /* by a way that is not recorded */
    const struct rir_insn *in = &b->f->insns[q.starts[0]];
    if (in->op == RIR_CALL && s->starts.data[record].insn == q.starts[0]) {
        const struct rir_ann *a = rir_func_ann(&s->m->funcs.data[in->ref], RIR_ANN_SPAWNS_IF);
        q.zero_succeeds = a != NULL && a->when == RIR_ZERO && in->result != RIR_NONE;
    }
    return evidence_find(&j->chains.evidence, &q)->answer == EVIDENCE_FOUND;
}

static bool point_has(const struct point *p, uint32_t record)
{
    uint32_t i = 0;
    while (i < p->nsure && p->sure[i] != record)
        i++;
    return i < p->nsure;
}

/* On the chain there is a function that certainly has started the task before it goes on. */
static bool feasible_after(struct judge *j, const struct chain_query *q, const struct chain *c)
{
    uint32_t ctx = q->ctx, insn = q->insn, point = q->point;
    for (uint32_t i = 0;; i++) {
        const struct body *b = j->x->all.data[ctx].body;
        if (point_has(&b->points.data[point], *q->running) &&
            starts_before(j, ctx, insn, *q->running))
            return true;
        if (i == c->n)
            return false;
        ctx = c->links[i].ctx;
        const struct call_rec *r = &j->x->all.data[ctx].body->calls.data[c->links[i].call];
        insn = r->insn;
        point = r->point;
    }
}

static struct judgement judge_main_write(struct judge *j, uint32_t ctx, const struct access *a,
                                         uint32_t operand)
{
    const struct solver *s = j->x->s;
    struct judgement r = judge_write(j, ctx, a, operand);
    r.place = may_be_visible(j, ctx, a);
    if (r.certainty != CERTAINTY_PROVED || !r.place || s->starts.len == 0)
        return r;
    struct id_vec may = {0}, sure = {0};
    running_at(j->x, ctx, a->point, &may, &sure);
    uint32_t func = j->x->all.data[ctx].body->func, task = RIR_NONE;
    uint32_t cls = operand == RIR_NONE ? RIR_NONE : phase_a_class(s->a, func, operand);
    for (uint32_t i = 0; i < may.len && r.certainty != CERTAINTY_VIOLATION; i++) {
        if (!task_reads(j, &s->starts.data[may.data[i]], cls, &task) || MUTANT(s, 13) ||
            other_element(j, ctx, a->insn, operand, may.data[i]))
            continue;
        r.certainty = CERTAINTY_UNPROVEN;
        r.kind = KIND_GLOBAL_WRITE;
        r.task = task;
        uint32_t g = named_global(j, ctx, a, &r.at);
        r.has_target = g != RIR_NONE;
        struct chain_query q = {.ctx = ctx,
                                .insn = a->insn,
                                .operand = operand,
                                .at = r.at,
                                .st = ST_GLOBAL,
                                .running = &may.data[i],
                                .point = a->point};
        bool certain =
            g != RIR_NONE && ids_has(&sure, may.data[i]) &&
            surely_reads(j, task, g, touched_by(j->x->all.data[ctx].body, a, operand, r.at)) &&
            !(status_of(j->x, ctx, r.at).may & ~ST_GLOBALS) && feasible(j, &q, &r.chain) &&
            feasible_after(j, &q, r.chain);
        if (certain)
            r.certainty = CERTAINTY_VIOLATION;
        else
            r.reason = arena_printf(j->arena, "task '%s' may be running and may read it",
                                    task_name(s, phase_a_tasks(s->a, &(uint32_t){0})[task].func));
    }
    vec_free(&may);
    vec_free(&sure);
    return r;
}

/* What may not happen at all is no violation. */
static struct judgement doubted(struct judgement r, const char *doubt)
{
    if (doubt == NULL || r.certainty != CERTAINTY_VIOLATION)
        return r;
    r.certainty = CERTAINTY_UNPROVEN;
    r.reason = doubt;
    return r;
}

struct judgement judge_access(struct judge *j, uint32_t ctx, const struct access *a)
{
    const struct context *c = &j->x->all.data[ctx];
    const struct body *b = c->body;
    uint32_t operand = access_operand(b, a);
    if (operand != RIR_NONE && b->w->private_slot[flow_base(b->f, operand)])
        return fine(false);
    if (a->kind == ACCESS_READ)
        return fine(c->role == ROLE_TASK);
    if (a->format != RIR_NONE && !format_may_count(j->x, ctx, a))
        return fine(false);
    if (address_is_open(j->x->s, b->f, operand))
        return fine(c->role == ROLE_TASK);
    struct judgement r = c->role == ROLE_TASK ? judge_write(j, ctx, a, operand)
                                              : judge_main_write(j, ctx, a, operand);
    return doubted(r, a->doubt);
}

/* ---- hidden state ---- */

/* Some context of the task certainly calls a function that reads what `callee` changes. */
static bool surely_reads_state(const struct judge *j, uint32_t task, uint32_t callee)
{
    const struct solver *s = j->x->s;
    for (uint32_t i = 0; i < j->state_reads.len; i++)
        if (j->state_reads.data[i].task == task &&
            phase_a_same_state(s->a, j->state_reads.data[i].callee, callee))
            return true;
    return false;
}

static void collect_state_reads(struct judge *j, uint32_t ctx)
{
    const struct context *c = &j->x->all.data[ctx];
    for (uint32_t i = 0; i < c->body->events.len && c->task != RIR_NONE && !c->ambiguous; i++) {
        const struct event *v = &c->body->events.data[i];
        struct state_read r = {phase_a_tasks(j->x->s->a, &(uint32_t){0})[c->task].func, v->callee};
        if (v->hidden && v->if_null == RIR_NONE)
            vec_push(&j->state_reads, r);
    }
}

static struct chain_query event_query(uint32_t ctx, const struct event *v)
{
    return (struct chain_query){.ctx = ctx,
                                .insn = v->insn,
                                .operand = RIR_NONE,
                                .at = {.node = RIR_NONE},
                                .st = ST_GLOBAL,
                                .point = v->point};
}

/* B-V4 for hidden state: setenv in main, while a task may be running that calls getenv. */
static struct judgement judge_main_state(struct judge *j, uint32_t ctx, const struct event *v)
{
    const struct solver *s = j->x->s;
    uint32_t ntasks;
    const struct pa_task *tasks = phase_a_tasks(s->a, &ntasks);
    struct judgement r = fine(false);
    struct id_vec may = {0}, sure = {0};
    running_at(j->x, ctx, v->point, &may, &sure);
    r.kind = KIND_GLOBAL_WRITE;
    for (uint32_t i = 0; i < may.len && r.certainty != CERTAINTY_VIOLATION; i++) {
        const struct start_rec *rec = &s->starts.data[may.data[i]];
        for (uint32_t k = 0; k < rec->ntasks && r.certainty != CERTAINTY_VIOLATION; k++) {
            uint32_t func = tasks[rec->tasks[k]].func;
            if (!phase_a_reads_state(s->a, func, v->callee))
                continue;
            r = (struct judgement){.certainty = CERTAINTY_UNPROVEN,
                                   .kind = KIND_GLOBAL_WRITE,
                                   .task = rec->tasks[k],
                                   .place = true};
            struct chain_query q = event_query(ctx, v);
            q.running = &may.data[i];
            if (ids_has(&sure, may.data[i]) && surely_reads_state(j, func, v->callee) &&
                feasible(j, &q, &r.chain) && feasible_after(j, &q, r.chain))
                r.certainty = CERTAINTY_VIOLATION;
            else
                r.reason = arena_printf(j->arena, "task '%s' may be running and may read it",
                                        source_name(&s->m->funcs.data[func]));
        }
    }
    vec_free(&may);
    vec_free(&sure);
    return r;
}

static struct judgement judge_task_state(struct judge *j, uint32_t ctx, const struct event *v)
{
    struct chain_query q = event_query(ctx, v);
    struct judgement r = fine(true);
    r.kind = KIND_GLOBAL_WRITE;
    r.certainty = CERTAINTY_VIOLATION;
    return feasible(j, &q, &r.chain) ? r : doubted(r, why_no_path(j, ctx, q.at, ST_GLOBAL, "call"));
}

static struct judgement judge_state(struct judge *j, uint32_t ctx, const struct event *v)
{
    const struct context *c = &j->x->all.data[ctx];
    const char *doubt = NULL;
    if (!v->changes)
        return fine(false);
    if (v->if_null != RIR_NONE) {
        if (nonnull_at(j->x, c->body, v->insn, v->if_null))
            return fine(false);
        doubt = "the state that is passed may be null, and then there is a static one";
    }
    return doubted(c->role == ROLE_MAIN ? judge_main_state(j, ctx, v) : judge_task_state(j, ctx, v),
                   doubt);
}

struct judgement judge_event(struct judge *j, uint32_t ctx, const struct event *v)
{
    if (v->hidden)
        return judge_state(j, ctx, v);
    const struct context *c = &j->x->all.data[ctx];
    struct judgement r = fine(true);
    r.kind = KIND_GLOBAL_WRITE;
    if (c->role == ROLE_MAIN) {
        struct id_vec may = {0}, sure = {0};
        running_at(j->x, ctx, v->point, &may, &sure);
        r.place = may.len != 0;
        vec_free(&may);
        vec_free(&sure);
        if (!r.place)
            return r;
    }
    r.certainty = CERTAINTY_UNPROVEN;
    r.reason = v->text;
    return r;
}

/* ---- what main may publish while tasks run (B-V3) ---- */

/* Which tasks main started may be running is known; in a task, some may always be. */
static bool others_run(struct judge *j, uint32_t ctx, uint32_t point, uint32_t insn,
                       uint32_t operand)
{
    if (j->x->all.data[ctx].role == ROLE_TASK)
        return true;
    struct id_vec may = {0}, sure = {0};
    running_at(j->x, ctx, point, &may, &sure);
    bool any = false;
    for (uint32_t k = 0; k < may.len; k++)
        any |= operand == RIR_NONE || !other_element(j, ctx, insn, operand, may.data[k]);
    vec_free(&may);
    vec_free(&sure);
    return any;
}

static void mark_late(struct judge *j, uint32_t ctx, bool *into)
{
    struct context *c = &j->x->all.data[ctx];
    struct body *b = c->body;
    const struct solver *s = j->x->s;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        const struct rir_insn *in = &b->f->insns[a->insn];
        if (a->kind != ACCESS_WRITE || (in->op != RIR_STORE && in->op != RIR_COPY &&
                                        in->op != RIR_RMW && in->op != RIR_CAS && !a->described))
            continue;
        if (a->doubt != NULL || (!may_be_visible(j, ctx, a) && !may_be_shared(j, ctx, a)))
            continue; /* what a %n puts there is no pointer */
        bool tasks = others_run(j, ctx, a->point, a->insn, access_operand(b, a));
        for (uint32_t k = 0; tasks && k < in->nargs; k++) {
            uint32_t cls = phase_a_class(s->a, b->func, in->args[k]);
            if (cls != RIR_NONE && k != a->arg)
                phase_a_mark_reachable(s->a, cls, into);
        }
    }
}

/* Library code that main hands memory to while tasks run may put it anywhere it knows; who reads
 * what main writes to a pipe, too (A-I27: no function does that and keeps its arguments besides).
 */
static void mark_handed(struct judge *j, uint32_t ctx, bool *into)
{
    const struct body *b = j->x->all.data[ctx].body;
    const struct solver *s = j->x->s;
    for (uint32_t i = 0; i < b->handings.len && !MUTANT(s, 20); i++) {
        const struct rir_insn *in = &b->f->insns[b->handings.data[i].insn];
        bool tasks =
            others_run(j, ctx, b->handings.data[i].point, b->handings.data[i].insn, RIR_NONE);
        uint32_t only = b->handings.data[i].value;
        if (!tasks || phase_a_mark_leaving(s->a, b->func, b->handings.data[i].insn, into))
            continue;
        for (uint32_t k = 0; k < in->nargs; k++) {
            uint32_t cls = phase_a_class(s->a, b->func, in->args[k]);
            if (cls != RIR_NONE && (only == RIR_NONE || only == in->args[k]))
                phase_a_mark_reachable(s->a, cls, into);
        }
    }
}

/* Marks what tasks give to tasks that they start. False: no task starts any. */
static bool mark_given_by_tasks(const struct judge *j, bool *given)
{
    const struct solver *s = j->x->s;
    bool any = false;
    for (uint32_t i = 0; i < s->starts.len; i++) {
        const struct start_rec *r = &s->starts.data[i];
        if (!phase_a_in_task(s->a, r->func))
            continue;
        uint32_t arg = start_argument(s, &s->m->funcs.data[r->func].insns[r->insn]);
        uint32_t cls = arg == RIR_NONE ? RIR_NONE : phase_a_class(s->a, r->func, arg);
        if (cls == RIR_NONE)
            continue;
        phase_a_mark_reachable(s->a, cls, given);
        any = true;
    }
    return any;
}

/* What a task lends to one that it starts it may publish while that runs, as main may (B-V3). */
static void mark_late_in_tasks(struct judge *j)
{
    bool *given = calloc(j->nlate + 1, sizeof *given);
    bool *put = calloc(j->nlate + 1, sizeof *put);
    if (given == NULL || put == NULL)
        abort();
    if (mark_given_by_tasks(j, given) && !MUTANT(j->x->s, 22)) {
        for (uint32_t i = 0; i < j->x->all.len; i++)
            if (j->x->all.data[i].role == ROLE_TASK) {
                mark_late(j, i, put);
                mark_handed(j, i, put);
            }
        for (uint32_t c = 0; c < j->nlate; c++)
            j->late[c] |= given[c] && put[c];
    }
    free(given);
    free(put);
}

/* A handler that runs inside another task reaches this function. */
static bool in_handler(const struct solver *s, uint32_t func)
{
    for (uint32_t i = 0; i < s->starts.len; i++)
        for (uint32_t k = 0; s->starts.data[i].inside && k < s->starts.data[i].ntasks; k++)
            if (phase_a_task_reaches(s->a, s->starts.data[i].tasks[k], func))
                return true;
    return false;
}

/* What the interrupted task keeps in thread-local variables a handler may publish at any time
 * (B-V3).
 */
static void mark_late_by_handlers(struct judge *j)
{
    const struct solver *s = j->x->s;
    bool *local = calloc(j->nlate + 1, sizeof *local);
    bool *put = calloc(j->nlate + 1, sizeof *put);
    if (local == NULL || put == NULL)
        abort();
    for (uint32_t g = 0; g < s->m->globals.len; g++)
        if (s->m->globals.data[g].flags & RIR_GLOBAL_TLS)
            phase_a_mark_reachable(s->a, phase_a_class_of_global(s->a, g), local);
    for (uint32_t i = 0; i < j->x->all.len; i++)
        if (j->x->all.data[i].role == ROLE_TASK && in_handler(s, j->x->all.data[i].body->func)) {
            mark_late(j, i, put);
            mark_handed(j, i, put);
        }
    for (uint32_t c = 0; c < j->nlate; c++)
        j->late[c] |= local[c] && put[c];
    free(local);
    free(put);
}

void judge_init(struct judge *j, struct contexts *x, struct arena *arena)
{
    *j = (struct judge){.x = x, .arena = arena, .nlate = phase_a_stats(x->s->a).classes};
    j->late = calloc(j->nlate + 1, sizeof *j->late);
    if (j->late == NULL)
        abort();
    chains_init(&j->chains, x);
    for (uint32_t i = 0; i < x->all.len; i++)
        if (x->all.data[i].role == ROLE_MAIN) {
            mark_late(j, i, j->late);
            mark_handed(j, i, j->late);
        } else if (x->s->starts.len != 0) {
            collect_reads(j, i);
            collect_state_reads(j, i);
        }
    mark_late_in_tasks(j);
    mark_late_by_handlers(j);
    for (uint32_t i = 0; i < j->nlate; i++)
        j->any_late |= j->late[i];
}

void judge_free(struct judge *j)
{
    free(j->late);
    vec_free(&j->reads);
    map_free(&j->left);
    chains_free(&j->chains);
    vec_free(&j->state_reads);
}
