/* What a described function does: one effect for each of its annotations, where its result leaves
 * that open only as far as the result says. */
#include "solve/call.h"
#include "solve/mapping.h"
#include "solve/packets.h"
#include "solve/publish.h"

/* One event a call, also where several states are read. */
void call_state_event(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    bool changes = a->kind == RIR_ANN_HIDDEN_STATE;
    if (changes || (rir_func_ann(f, RIR_ANN_HIDDEN_STATE) == NULL &&
                    rir_func_ann(f, RIR_ANN_READS_STATE) == a))
        record_state(c->e, c->insn, (uint32_t)(f - c->e->b->s->m->funcs.data), changes,
                     changes ? a->text : NULL);
}

/* The state is used if the operand is null: it is written so, or nothing known here excludes it. */
static void state_if_null(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    uint32_t callee = (uint32_t)(f - c->e->b->s->m->funcs.data);
    uint32_t at = flow_operand(c->in, (uint32_t)a->a);
    struct facts x = env_facts(c->e);
    if (at == RIR_NONE || call_passes_null(c, a->a))
        record_state(c->e, c->insn, callee, true, state_of_its_own);
    else if (facts_eval(&x, at).signs & SIGN_ZERO)
        record_state_if_null(c->e, c->insn, callee, at);
}

set_id call_fresh(struct call *c, uint32_t ordinal)
{
    return set_one(sets_of(c->e), node_made(c->e->b, c->insn, ordinal), 0, 0, CERT_SURE);
}

/* ---- effects that depend on the result ---- */

static bool is_conditional(const struct rir_ann *a)
{
    return a->kind == RIR_ANN_SENDS_IF || a->kind == RIR_ANN_RECEIVES_INTO_IF ||
           a->kind == RIR_ANN_SPAWNS_IF || a->kind == RIR_ANN_JOINS_IF;
}

const struct rir_ann *call_condition_of(const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (is_conditional(&f->anns[i]))
            return &f->anns[i];
    return NULL;
}

/* B-D4. Where the result is tested, one state in which it is as the condition says and one in which
 * it is not: together they are all. In each, only what contradicts its result is left out. */
static void choose_outcome(struct call *c, const struct rir_func *f)
{
    struct env *e = c->e;
    const struct rir_ann *a = call_condition_of(f);
    c->outcome = known_any();
    if (a == NULL || e->choice == CHOICE_ALL)
        return;
    struct facts x = env_facts(e);
    e->nchoices = 2;
    c->outcome = known_when((enum rir_when)a->when, e->choice == 0);
    facts_assume(&x, c->in->result, c->outcome);
}

static bool happens(const struct call *c, const struct rir_ann *a)
{
    if (a->kind == RIR_ANN_SPAWNS_IF && c->outcome.signs != SIGN_ANY && MUTANT(c->e->b->s, 25))
        return false;
    return !is_conditional(a) ||
           known_meet(c->outcome, known_when((enum rir_when)a->when, true)).signs != 0;
}

static bool always_happens(const struct call *c, const struct rir_ann *a)
{
    return known_meet(c->outcome, known_when((enum rir_when)a->when, false)).signs == 0;
}

static bool surely_happens(const struct call *c, const struct rir_ann *a)
{
    return !is_conditional(a) || always_happens(c, a);
}

/* How certain it is that this function is called, and does that. */
static enum certain certainty(const struct call *c, const struct rir_ann *a)
{
    if (c->mode == APPLY_ONE_OF)
        return CERT_MAY;
    return c->mode == APPLY_ONE && surely_happens(c, a) ? CERT_SURE : CERT_PATH;
}

/* A write that happens if the format has a %n: `format` is the operand, or RIR_NONE if it has. */
static void record_count(struct call *c, uint32_t cpos, set_id targets, uint32_t format)
{
    struct env *e = c->e;
    record_access(e, c->insn, ACCESS_WRITE, cpos, true, targets);
    if (!e->recording)
        return;
    struct access *a = &e->b->accesses.data[e->b->accesses.len - 1];
    a->doubt = format == RIR_NONE ? "a %n in the format may be for it"
                                  : "the format may have a %n, and that may be for it";
    a->format = format;
    a->format_is = format == RIR_NONE ? SET_EMPTY : env_get(e, format);
}

/* %n makes printf write. Which argument it is for is not looked at: each may be it. */
static void format_writes(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    uint32_t at = flow_operand(c->in, (uint32_t)a->a);
    const struct rir_value *v = at == RIR_NONE ? NULL : &e->b->f->values[at];
    bool literal = v != NULL && v->kind == RIR_V_GLOBAL && v->imm == 0 &&
                   (m->globals.data[v->ref].flags & RIR_GLOBAL_STRING) != 0;
    if (literal && (m->globals.data[v->ref].flags & RIR_GLOBAL_COUNTS) == 0)
        return;
    uint32_t format = literal ? RIR_NONE : at;
    set_id list = a->b == 0 ? call_behind(c, call_argument(c, f, (int)f->ncparams)) : SET_EMPTY;
    if (list != SET_EMPTY)
        record_count(c, 0, list, format);
    for (uint32_t i = c->base; a->b != 0 && i < c->in->nargs; i++) {
        set_id x = env_get(e, c->in->args[i]);
        if ((int)call_position(c, i) >= a->b && x != SET_EMPTY)
            record_count(c, call_position(c, i), x, format);
    }
}

/* What it links somewhere and returns may be what an earlier call has linked there (strtok_r). */
static void points_into(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                        set_id out)
{
    struct env *e = c->e;
    struct set_table *t = sets_of(e);
    set_id in = set_anywhere(t, call_argument(c, f, a->b));
    if (a->a != 0) {
        memory_store(e, out, in, true);
        return;
    }
    for (uint32_t i = 0; i < f->nanns; i++) {
        if (f->anns[i].kind != RIR_ANN_LINKS || f->anns[i].b != a->b)
            continue;
        set_id earlier = memory_load(e, set_anywhere(t, call_argument(c, f, f->anns[i].a)));
        in = set_join(t, in, set_anywhere(t, earlier));
    }
    call_add_result(c, in);
}

/* Which object it is that is found there is not known. */
static void result_behind(struct call *c, set_id argument)
{
    struct set_table *t = sets_of(c->e);
    set_id found = memory_load(c->e, set_anywhere(t, argument));
    call_add_result(c, set_demote(t, set_anywhere(t, found), CERT_MAY));
}

static void sets_variable(struct call *c, const struct rir_func *f, const char *name)
{
    struct solver *s = c->e->b->s;
    if (phase_a_shows_variable(s->a, name))
        record_event(c->e, c->insn, RIR_NONE, false,
                     call_reason(s, f, "may set a variable that the program names"));
}

/* After the annotation that says what the result is. */
static void map(struct call *c, const struct rir_func *f, uint32_t flags)
{
    enum mapping mapping = mapping_of(c->e->b->f, c->in, flags);
    if (mapping == MAPPING_SHOWN)
        call_unknown_results(c,
                             call_reason(c->e->b->s, f, "may map what is mapped elsewhere, too"));
    else if (mapping == MAPPING_COPY && c->nresults > 0)
        call_bytes_from_outside(c, c->results[0]);
}

/* The how manyth new object this annotation makes. */
static uint32_t fresh_before(const struct rir_func *f, const struct rir_ann *a)
{
    uint32_t n = 0;
    for (const struct rir_ann *x = f->anns; x < a; x++)
        n += x->kind == RIR_ANN_MALLOC || x->kind == RIR_ANN_RECEIVES ||
             x->kind == RIR_ANN_RECEIVES_INTO || x->kind == RIR_ANN_RECEIVES_INTO_IF;
    return n;
}

static set_id received_into(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    if (rir_func_ann(f, RIR_ANN_MAKES) != NULL)
        return call_fresh(c, fresh_before(f, a));
    return packet_receive(c->e, c->insn, fresh_before(f, a), RIR_NONE);
}

/* What the annotation implies, where the function does not say it by itself. */
static void touch_unless_said(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                              enum rir_ann_kind said, enum access_kind kind)
{
    if (!rir_func_ann_at(f, said, a->a))
        call_touch(c, f, a->a, kind);
}

/* Each variadic argument is a packet of its own. */
static void send_arguments(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                           set_id argument)
{
    struct env *e = c->e;
    bool rest = (f->flags & RIR_FUNC_VARIADIC) && a->a > (int)f->ncparams;
    if (!rest)
        packet_send(e, c->insn, (uint32_t)a->a, true, argument, certainty(c, a), false);
    for (uint32_t i = c->base; rest && i < c->in->nargs; i++)
        if (call_position(c, i) > f->ncparams && call_may_be_address(c, i))
            packet_send(e, c->insn, call_position(c, i), true, env_get(e, c->in->args[i]),
                        certainty(c, a), false);
}

/* The buffer stays; what the copy points to goes. */
static void send_copy(struct call *c, int n, set_id buffer)
{
    struct set_table *t = sets_of(c->e);
    set_id packet = set_demote(t, memory_load(c->e, set_anywhere(t, buffer)), CERT_MAY);
    packet_send(c->e, c->insn, (uint32_t)n, true, packet, CERT_MAY, true);
}

/* One annotation of a described callee. */
static void effect(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    struct env *e = c->e;
    set_id x = a->a > 0 ? call_argument(c, f, a->a) : SET_EMPTY;
    switch ((enum rir_ann_kind)a->kind) {
    case RIR_ANN_READS:
        call_touch(c, f, a->a, ACCESS_READ);
        call_read_behind(c, f, a, x);
        break;
    case RIR_ANN_WRITES:
        call_touch(c, f, a->a, ACCESS_WRITE);
        call_leave_contents(c, f, a->a, x);
        break;
    case RIR_ANN_FILLS:
        if (a->a > 0 && phase_a_comes_back(e->b->s->a))
            call_fill(c, f, a->a, a->b, x);
        break;
    case RIR_ANN_LEAVES:
        call_leave(c, f, a, x);
        break;
    case RIR_ANN_FREES:
        call_touch(c, f, a->a, ACCESS_FREE);
        break;
    case RIR_ANN_HIDDEN_STATE:
    case RIR_ANN_READS_STATE:
        call_state_event(c, f, a);
        break;
    case RIR_ANN_HIDDEN_IF_NULL:
        state_if_null(c, f, a);
        break;
    case RIR_ANN_WRITES_BEHIND:
        call_write_behind(c, f, a->a, x);
        break;
    case RIR_ANN_FORMAT:
        format_writes(c, f, a);
        break;
    case RIR_ANN_KEEPS:
    case RIR_ANN_CALLS_LATER:
        record_handing(e, c->insn);
        publish_kept(e, c->insn, a->kind == RIR_ANN_KEEPS ? x : call_argument(c, f, a->b));
        memory_keep(e, a->kind == RIR_ANN_KEEPS ? x : call_argument(c, f, a->b),
                    call_reason(e->b->s, f, "keeps a reference to it"));
        break;
    case RIR_ANN_SENDS:
    case RIR_ANN_SENDS_IF:
        send_arguments(c, f, a, x);
        break;
    case RIR_ANN_SENDS_COPY:
        touch_unless_said(c, f, a, RIR_ANN_READS, ACCESS_READ);
        send_copy(c, a->a, x);
        break;
    case RIR_ANN_LINKS:
        record_handing(e, c->insn);
        publish_linked(e, c->insn, x, flow_operand(c->in, (uint32_t)a->b),
                       call_argument(c, f, a->b));
        memory_store(e, set_anywhere(sets_of(e), x), call_argument(c, f, a->b), true);
        break;
    case RIR_ANN_POINTS_INTO:
        points_into(c, f, a, x);
        break;
    case RIR_ANN_RESULT_BEHIND:
        result_behind(c, x);
        break;
    case RIR_ANN_SETS:
        sets_variable(c, f, a->text);
        break;
    case RIR_ANN_FREEZES:
        packet_freeze(e, c->insn, (uint32_t)a->a, true, x, certainty(c, a));
        call_add_result(c, x);
        break;
    case RIR_ANN_MALLOC:
        call_add_result(c, call_fresh(c, fresh_before(f, a)));
        break;
    case RIR_ANN_RECEIVES:
        call_add_result(c, packet_receive(e, c->insn, fresh_before(f, a), c->in->result));
        break;
    case RIR_ANN_RECEIVES_INTO:
    case RIR_ANN_RECEIVES_INTO_IF:
        touch_unless_said(c, f, a, RIR_ANN_WRITES, ACCESS_WRITE);
        memory_store(e, x, received_into(c, f, a), certainty(c, a) != CERT_SURE);
        break;
    case RIR_ANN_CONSTANT: /* no mutable object: what is written through it is caught as an unknown
                              write */
        call_add_result(c, set_one(sets_of(e),
                                   node_get(e->b, N_FUNC, (uint32_t)(f - e->b->s->m->funcs.data)),
                                   0, 1, CERT_SURE));
        break;
    case RIR_ANN_MAPS:
        map(c, f, (uint32_t)a->a);
        break;
    case RIR_ANN_CALLS:
        call_by_library(c, f, a->a);
        break;
    case RIR_ANN_SPAWNS:
    case RIR_ANN_SPAWNS_IF:
        call_described_start(c, f, a, certainty(c, a));
        break;
    case RIR_ANN_JOINS:
        call_described_join(c, f, true);
        break;
    case RIR_ANN_JOINS_IF:
        call_described_join(c, f, always_happens(c, a) || MUTANT(c->e->b->s, 51));
        break;
    default:
        break;
    }
}

static bool returns_channel(const struct solver *s, const struct rir_func *f)
{
    uint32_t t = rir_func_source_type(s->m, f);
    uint32_t r = t == RIR_NONE ? RIR_NONE : s->m->types.data[t].elem;
    return (rir_type_flags(s->m, r) & RIR_TYPE_CHANNEL) != 0 ||
           rir_type_channel(s->m, r) != RIR_NONE;
}

/* A lock, a condition, a queue: some parameter points to a channel. */
static bool takes_channel(const struct solver *s, const struct rir_func *f)
{
    return rir_func_channel(s->m, f, &(uint32_t){1}) != RIR_NONE;
}

/* A number from outside or from a text, where it may be a pointer or a part of one (A-I29). */
static set_id read_back(const struct call *c, const struct rir_func *f, uint32_t r)
{
    const struct body *b = c->e->b;
    uint32_t cls = phase_a_class(b->s->a, b->func, c->in->result + r);
    bool word = rir_may_hold_pointer(b->s->m, b->f->values[c->in->result + r].type);
    bool known = cls != RIR_NONE && !phase_a_class_unknown(b->s->a, cls);
    if (!phase_a_comes_back(b->s->a) || !rir_func_ann_at(f, RIR_ANN_FILLS, 0) ||
        (!word && (cls == RIR_NONE || known)))
        return SET_EMPTY;
    return set_one(sets_of(c->e),
                   node_unknown(c->e->b, call_reason(c->e->b->s, f, "gives a number")), 0, 1,
                   CERT_MAY);
}

/* Numbers that it returns may be made of numbers that it is given (A-I24). */
static void numbers_in_results(struct call *c, const struct rir_func *f)
{
    struct set_table *t = sets_of(c->e);
    const struct rir_value *values = c->e->b->f->values;
    set_id given = SET_EMPTY;
    for (uint32_t i = c->base; i < c->in->nargs; i++)
        if (values[c->in->args[i]].type.cls != RIR_PTR)
            given = set_union(t, given, env_get(c->e, c->in->args[i]));
    given = set_anywhere(t, set_demote(t, given, CERT_MAY));
    for (uint32_t r = 0; r < c->nresults; r++)
        if (call_result_is_pointer(c, r) && values[c->in->result + r].type.cls != RIR_PTR)
            c->results[r] = set_union(t, c->results[r], set_union(t, given, read_back(c, f, r)));
}

static bool sends(const struct rir_func *f)
{
    return rir_func_ann(f, RIR_ANN_SENDS) != NULL || rir_func_ann(f, RIR_ANN_SENDS_IF) != NULL ||
           rir_func_ann(f, RIR_ANN_SENDS_COPY) != NULL || rir_func_ann(f, RIR_ANN_FREEZES) != NULL;
}

/* Who gives something to others has done so when they have their turn. */
void call_described(struct call *c, const struct rir_func *f)
{
    bool yields = takes_channel(c->e->b->s, f);
    if (yields && !sends(f))
        memory_yield(c->e);
    if (c->e->recording && c->e->b->s->writes_given[f - c->e->b->s->m->funcs.data])
        record_event(c->e, c->insn, RIR_NONE, false,
                     call_reason(c->e->b->s, f, "may write a buffer that was given before"));
    choose_outcome(c, f);
    for (uint32_t i = 0; i < f->nanns; i++)
        if (happens(c, &f->anns[i]))
            effect(c, f, &f->anns[i]);
    if (yields && sends(f))
        memory_yield(c->e);
    call_lend(c);
    numbers_in_results(c, f);
    bool pointer = c->nresults > 0 && call_result_is_pointer(c, 0) &&
                   c->e->b->f->values[c->in->result].type.cls == RIR_PTR;
    if (pointer)
        publish_result(c->e, c->insn, f, c->results[0]);
    if (!pointer || c->results[0] != SET_EMPTY)
        return;
    if (returns_channel(c->e->b->s, f))
        call_add_result(c, call_fresh(c, 0));
    else
        call_unknown_results(c,
                             call_reason(c->e->b->s, f, "does not say what its result points to"));
}
