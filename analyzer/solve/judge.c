/* Verdicts.
 *
 * B-V1 (I4). An access is proved only if every target has, in this context, only statuses that
 * allow it. No target at all proves nothing. B-V2 (I5). A violation needs one target that certainly
 * (CERT_PATH, must) is the object, and one chain of calls that is evidence (chain.c). B-V3. A
 * task's own memory may be put into a static object by somebody else while the task runs; where
 * phase A cannot exclude that, the access is unproven (judge_late.c). B-V4, B-V5: judge_main.c.
 * B-V11 (I4). That an object may be global is not so where phase A has it in a class of which none
 * is. */
#include "solve/judge_int.h"

#include "solve/packets.h"

#include <stdlib.h>

#include "solve/format.h"
#include "solve/named_open.h"

/* B-V2: a chain of calls on which everything fits; it is kept for the finding. */
bool judge_feasible(struct judge *j, const struct chain_query *q, const struct chain **found)
{
    struct chain chain;
    if (!chain_find(&j->chains, q, &chain))
        return false;
    *found = arena_copy(j->arena, &chain, sizeof chain);
    return true;
}

struct judgement judge_fine(bool place)
{
    return (struct judgement){.certainty = CERTAINTY_PROVED, .task = RIR_NONE, .place = place};
}

const char *judge_unknown_reason(struct judge *j, uint32_t ctx, struct target t)
{
    struct chain chain;
    chain_of_witness(j->x, ctx, t, ST_UNKNOWN, &chain);
    const struct body *b = j->x->all.data[chain.end_ctx].body;
    struct target end = chain.end;
    if (end.node != RIR_NONE && b->nodes.data[end.node].kind == N_UNKNOWN)
        return node_reason(b, end.node);
    return "what calls this function is not known";
}

const char *judge_may_be_reason(struct judge *j, uint32_t ctx, struct target t, enum status st)
{
    struct chain chain;
    chain_of_witness(j->x, ctx, t, st, &chain);
    const char *name =
        chain.end.node == RIR_NONE ? NULL : name_of_target(j, chain.end_ctx, chain.end, 0);
    const char *what = st == ST_CONST ? "constant" : "global";
    if (name == NULL)
        return arena_printf(j->arena, "it may be %s memory", what);
    const struct body *b = j->x->all.data[chain.end_ctx].body;
    if (st == ST_CONST && b->nodes.data[chain.end.node].kind == N_GREST)
        return arena_printf(j->arena, "it may be a constant to which '%s' leads", name);
    return arena_printf(j->arena, "it may be %s '%s', or memory reachable from it", what, name);
}

/* Why no chain is evidence; what the one that is shown goes through says most. */
const char *judge_why_no_path(struct judge *j, uint32_t ctx, struct target t, enum status st,
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

static enum status worst_of(uint32_t may)
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
 * caller passed it, and also by code that we do not know. */
static bool may_be_constant(struct judge *j, uint32_t ctx, uint32_t operand, struct target t,
                            uint32_t may)
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
    return cls != RIR_NONE && phase_a_class_unknown(s->a, cls) && !MUTANT(s, 101);
}

/* What code that we do not know gives out may be a constant: one of its own, or one that it was
 * given. */
static bool may_be_given(const struct judge *j, uint32_t ctx, uint32_t operand)
{
    const struct phase_a *a = j->x->s->a;
    uint32_t func = j->x->all.data[ctx].body->func;
    return !MUTANT(j->x->s, 102) &&
           (operand == RIR_NONE || phase_a_class_unknown(a, phase_a_class(a, func, operand)));
}

/* All that is not known of the object is that it came in a packet, and nothing that the operand may
 * refer to stays where it is when it is sent (B-K7). */
static bool came_with_packet(const struct judge *j, uint32_t ctx, uint32_t operand, uint32_t may)
{
    struct solver *s = j->x->s;
    return (may & ST_UNKNOWNS) == ST_BIT(ST_UNKNOWN) && operand != RIR_NONE &&
           !packet_may_be_static(s, j->x->all.data[ctx].body->func, operand);
}

/* What is lent is an element, and this may be another one, or hang below another one (B-L3 to
 * B-L7).
 */
static struct judgement judge_part(struct judge *j, uint32_t ctx, const struct access *a,
                                   uint32_t operand, struct target t)
{
    struct judgement r = judge_fine(true);
    uint32_t global;
    const char *what = "be";
    if (!part_left(j->x, ctx, a, operand, t, &global)) {
        if (!part_is_above(j->x, ctx, t, &global) || !judge_loads_elsewhere(j, global) ||
            MUTANT(j->x->s, 43))
            return r;
        what = "hang below";
    }
    r.certainty = CERTAINTY_UNPROVEN;
    r.kind = KIND_GLOBAL_WRITE;
    r.reason = global == RIR_NONE
                   ? arena_printf(j->arena,
                                  "it may %s another element of a static array than the one that "
                                  "the task was given",
                                  what)
                   : arena_printf(j->arena,
                                  "it may %s another element of '%s' than the one that the task "
                                  "was given",
                                  what, plain_name(&j->x->s->m->globals.data[global]));
    return r;
}

/* What a described function writes at a parameter that points to a channel is the channel. */
uint32_t judge_written_size(const struct judge *j, uint32_t ctx, const struct access *a)
{
    const struct body *b = j->x->all.data[ctx].body;
    const struct rir_insn *in = &b->f->insns[a->insn];
    const struct rir_module *m = j->x->s->m;
    uint32_t size = touched_size(b, a);
    if (size != 0 || !a->described || in->op != RIR_CALL)
        return size;
    uint32_t type = rir_func_source_type(m, &m->funcs.data[in->ref]);
    if (type == RIR_NONE || a->arg == 0 || a->arg > m->types.data[type].nfields)
        return 0;
    uint32_t channel = rir_type_channel(m, m->types.data[type].fields[a->arg - 1].type);
    return channel == RIR_NONE ? 0 : (uint32_t)rir_type_size(m, channel);
}

struct node_status judge_status(struct judge *j, uint32_t ctx, const struct access *a,
                                struct target t)
{
    return status_of_access(j->x, ctx, t, judge_written_size(j, ctx, a));
}

/* B-V11. By phase A no object that the operand may refer to is static, reachable from a static one,
 * or known to code that is not known; what lies behind an argument is no part of that. */
static bool is_never_global(const struct judge *j, uint32_t ctx, const struct access *a,
                            uint32_t operand)
{
    const struct phase_a *phase_a = j->x->s->a;
    if (MUTANT(j->x->s, 79))
        return true;
    return operand != RIR_NONE && access_is_of_operand(a) &&
           !phase_a_class_global(phase_a,
                                 phase_a_class(phase_a, j->x->all.data[ctx].body->func, operand));
}

/* One target of a write in code of a task (or, for constants, of main). */
static struct judgement judge_target(struct judge *j, uint32_t ctx, const struct access *a,
                                     uint32_t operand, struct target t)
{
    struct node_status st = judge_status(j, ctx, a, t);
    bool task = j->x->all.data[ctx].role == ROLE_TASK;
    if (came_with_packet(j, ctx, operand, st.may)) {
        st.may &= ~ST_UNKNOWNS;
        st.must &= ~ST_UNKNOWNS;
    }
    if ((st.may & ST_GLOBALS) != 0 && (st.must & ST_GLOBALS) == 0 &&
        is_never_global(j, ctx, a, operand))
        st.may &= (uint16_t)~ST_GLOBALS;
    if (!task) {
        if (a->kind != ACCESS_FREE && may_be_constant(j, ctx, operand, t, st.may)) /* A1 */
            st.may |= ST_BIT(ST_CONST);
        bool unknown = (st.may & ST_BIT(ST_UNKNOWN)) != 0 && may_be_given(j, ctx, operand);
        st.may &= ST_BIT(ST_CONST) | (unknown ? ST_BIT(ST_UNKNOWN) : 0);
        st.must &= ST_BIT(ST_CONST);
    }
    if (a->asked) { /* nobody asks for a constant to be written: the kernel cannot write one */
        st.may &= ~ST_BIT(ST_CONST);
        st.must &= ~ST_BIT(ST_CONST);
    }
    struct judgement r = judge_fine(true);
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
        bool decides = sure == ST_CONST && judge_was_looked_at(j, ctx, a->insn, operand);
        if (decides)
            r.reason = "what was read of the constant before may say that it is not written";
        else if (judge_feasible(j, &q, &r.chain))
            r.certainty = CERTAINTY_VIOLATION;
        else if (excluded(j, ctx, a->insn, operand, t))
            r = judge_fine(true);
        else
            r.reason = judge_why_no_path(j, ctx, t, sure, "write");
    } else if (bad == ST_UNKNOWN && status_leads_out(j->x, ctx, t, judge_written_size(j, ctx, a))) {
        r.reason = "it may be the struct around a channel or a shared member";
    } else if (bad == ST_UNKNOWN) {
        r.reason = judge_unknown_reason(j, ctx, t);
    } else {
        r.reason = judge_may_be_reason(j, ctx, t, bad);
    }
    return r;
}

static bool receives(const struct rir_module *m, const struct rir_insn *in)
{
    if (in->op != RIR_CALL)
        return in->op == RIR_RECEIVE;
    const struct rir_func *f = &m->funcs.data[in->ref];
    return rir_func_is_described(f) && rir_func_ann(f, RIR_ANN_RECEIVES) != NULL;
}

/* The function has received it, in its present life: nobody had a reference to that before. */
static bool all_received(const struct judge *j, const struct body *b, set_id targets)
{
    uint32_t n;
    const struct target *t = set_get(&j->x->s->sets, targets, &n);
    for (uint32_t i = 0; i < n; i++) {
        const struct node *made = &b->nodes.data[t[i].node];
        if ((made->kind != N_HEAP && made->kind != N_OLD) || made->off > MADE_PER_CALL ||
            made->ref >= b->f->ninsns || !receives(j->x->s->m, &b->f->insns[made->ref]))
            return false;
    }
    return n > 0;
}

static struct judgement judge_late(struct judge *j, uint32_t ctx, const struct access *a,
                                   uint32_t operand)
{
    struct judgement r = judge_fine(true);
    const struct context *c = &j->x->all.data[ctx];
    if (c->role != ROLE_TASK || MUTANT(j->x->s, 12) || all_received(j, c->body, a->targets))
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

struct judgement judge_write(struct judge *j, uint32_t ctx, const struct access *a,
                             uint32_t operand)
{
    const struct body *b = j->x->all.data[ctx].body;
    uint32_t n;
    set_get(&j->x->s->sets, a->targets, &n);
    struct judgement r = judge_fine(true);
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
    return r.certainty == CERTAINTY_PROVED ? judge_late(j, ctx, a, operand) : r;
}

/* What may not happen at all is no violation. */
struct judgement judge_doubted(struct judgement r, const char *doubt)
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
        return judge_fine(false);
    if (a->kind == ACCESS_ANY || a->kind == ACCESS_SHOW)
        return judge_fine(false);
    if (a->kind == ACCESS_READ || a->kind == ACCESS_SEND || a->kind == ACCESS_LEND ||
        a->kind == ACCESS_FREEZE)
        return judge_fine(c->role == ROLE_TASK);
    if (a->format != RIR_NONE && !format_may_count(j->x, ctx, a))
        return judge_fine(false);
    enum named_open open = named_open(j->x->s->m, b->f, operand, judge_written_size(j, ctx, a));
    if (open == NAMED_OPEN)
        return judge_fine(c->role == ROLE_TASK);
    struct judgement r = c->role == ROLE_TASK ? judge_write(j, ctx, a, operand)
                                              : judge_main_write(j, ctx, a, operand);
    if (open == NAMED_START)
        r = judge_doubted(r, "it may be the channel or the shared member alone");
    return judge_doubted(r, a->doubt);
}

void judge_init(struct judge *j, struct contexts *x, struct arena *arena)
{
    *j = (struct judge){.x = x, .arena = arena, .nlate = phase_a_stats(x->s->a).classes};
    chains_init(&j->chains, x);
    judge_find_late(j);
    for (uint32_t i = 0; i < x->all.len; i++)
        if (x->all.data[i].role == ROLE_TASK && x->s->starts.len != 0) {
            judge_collect_reads(j, i);
            judge_collect_state_reads(j, i);
        }
}

void judge_free(struct judge *j)
{
    free(j->late);
    free(j->kept.classes);
    vec_free(&j->reads);
    map_free(&j->left);
    chains_free(&j->chains);
    vec_free(&j->state_reads);
}
