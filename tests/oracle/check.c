/* Runs a program under several schedules and inputs and compares the events with the solver's
 * verdicts.
 *
 * An event of a kind that this version judges, at an instruction whose verdict for that kind is
 * "proved" or which is said not to be reached, is an unsoundness. A run that turned out
 * memory-unsafe is no evidence (A1), nor is what comes after an access to another task's memory or
 * a second loan of it: the model is broken there already, in a way that this version does not
 * judge. Nor is what other tasks do after a pointer was put into what is frozen, which is found.
 * The other direction is counted only: a violation that no run confirmed may be a path that the
 * inputs tried did not take. */
#include "check.h"

#include <stdlib.h>

#include "rir/text.h"

static const bool judged[] = {
#define KIND(ID, string, on, judged_now, title) judged_now,
#include "report/kinds.def"
#undef KIND
};

_Static_assert((int)INTERP_KIND_COUNT == (int)KIND_COUNT &&
                   (int)INTERP_GLOBAL_WRITE == (int)KIND_GLOBAL_WRITE &&
                   (int)INTERP_NONDETERMINISM == (int)KIND_NONDETERMINISM,
               "the interpreter's kinds are those of kinds.def");

static int compare_place(const void *key, const void *element)
{
    const struct interp_event *e = key;
    const struct solve_verdict *v = element;
    if (e->func != v->func)
        return e->func < v->func ? -1 : 1;
    return e->insn < v->insn ? -1 : e->insn > v->insn;
}

static const struct solve_verdict *verdict_of(const struct solve_result *s,
                                              const struct interp_event *e)
{
    if (!s->verdicts.len)
        return NULL;
    return bsearch(e, s->verdicts.data, s->verdicts.len, sizeof *s->verdicts.data, compare_place);
}

/* A place has one verdict, its worst: what is unproven for one kind is not proved for another.
 * But whose a packet is says nothing of who refers to it. */
static bool proved(const struct solve_verdict *v, enum interp_kind event)
{
    if (!v || !v->reached)
        return true;
    for (int k = 0; k < KIND_COUNT; k++)
        if (judged[k] && v->worst[k] != CERTAINTY_PROVED &&
            !(k == (int)KIND_SEND_UNOWNED && event == INTERP_SEND_ALIASED))
            return false;
    return true;
}

/* One bit per verdict and kind: some run had that event; one more for: some run came there. */
struct confirmed {
    const struct solve_result *s;
    uint16_t *seen;
};

enum { EXECUTED = 1u << 15 };

static void note_access(void *ctx, const struct interp_access *a)
{
    const struct confirmed *c = ctx;
    struct interp_event at = {.func = a->func, .insn = a->insn};
    const struct solve_verdict *v = verdict_of(c->s, &at);
    if (v)
        c->seen[v - c->s->verdicts.data] |= EXECUTED;
}

static bool is_of_packets(enum interp_kind k)
{
    return k == INTERP_USE_AFTER_SEND || k == INTERP_DOUBLE_SEND || k == INTERP_SEND_UNOWNED;
}

/* Whether what is lent was the starter's is not judged; nor, where the verdict says so, whether it
 * is lent at all (B-L19). */
static bool is_left_open(const struct confirmed *c, const struct interp_event *e)
{
    const struct solve_verdict *v = verdict_of(c->s, e);
    return e->lent && (e->kind == INTERP_SEND_UNOWNED || (v != NULL && v->open));
}

/* A pointer was put into what is frozen. That is a violation by itself, and what others find there
 * from then on is not what they were given. */
static bool puts_into_frozen(const struct rir_module *m, const struct interp_event *e)
{
    uint8_t op = m->funcs.data[e->func].insns[e->insn].op;
    return e->kind == INTERP_FROZEN_WRITE &&
           (op == RIR_STORE || op == RIR_COPY || op == RIR_RMW || op == RIR_CAS);
}

static bool check_run(const struct rir_module *m, const struct interp_result *r,
                      struct confirmed *c, bool *violating, uint64_t *excused,
                      struct interp_event *bad)
{
    /* something was touched or given away that was not the task's */
    bool broken = false;
    bool changed = false; /* something was put into what is frozen, by this task */
    uint32_t by = 0;
    for (uint32_t i = 0; i < r->events.len; i++) {
        const struct interp_event *e = &r->events.data[i];
        if (!judged[e->kind] || is_left_open(c, e)) {
            broken = true;
            continue;
        }
        *violating = true;
        const struct solve_verdict *v = verdict_of(c->s, e);
        if (proved(v, e->kind)) {
            if (broken || (changed && e->task != by)) {
                (*excused)++;
                continue;
            }
            *bad = *e;
            bad->object = NULL; /* dies with the run */
            return false;
        }
        c->seen[v - c->s->verdicts.data] |= (uint16_t)(1u << e->kind);
        broken |= is_of_packets(e->kind); /* two tasks have it now */
        if (puts_into_frozen(m, e)) {
            broken |= changed && by != e->task;
            changed = true;
            by = e->task;
        }
    }
    return true;
}

/* What a run did before it turned out memory-unsafe does confirm a violation. */
static void confirm(const struct interp_result *r, struct confirmed *c)
{
    for (uint32_t i = 0; i < r->events.len; i++) {
        const struct interp_event *e = &r->events.data[i];
        const struct solve_verdict *v = verdict_of(c->s, e);
        if (v != NULL)
            c->seen[v - c->s->verdicts.data] |= (uint16_t)(1u << e->kind);
    }
}

static void list_place(const struct rir_module *m, const struct solve_verdict *v, int kind)
{
    printf("  not confirmed: %s, %s: ", m->funcs.data[v->func].name,
           interp_kind_name((enum interp_kind)kind));
    rir_text_print_insn(stdout, m, &m->funcs.data[v->func], v->insn);
    printf("\n");
}

static void count_verdicts(const struct rir_module *m, const struct confirmed *c, bool list,
                           struct check_stats *st)
{
    for (uint32_t i = 0; i < c->s->verdicts.len; i++) {
        const struct solve_verdict *v = &c->s->verdicts.data[i];
        if (!v->reached)
            continue;
        for (int k = 0; k < KIND_COUNT; k++) {
            if (!judged[k])
                continue;
            st->places++;
            st->proved += v->worst[k] == CERTAINTY_PROVED;
            st->unproven += v->worst[k] == CERTAINTY_UNPROVEN;
            st->violations += v->worst[k] == CERTAINTY_VIOLATION;
            if (v->worst[k] != CERTAINTY_VIOLATION)
                continue;
            bool confirmed = c->seen[i] >> k & 1, harmless = !confirmed && (c->seen[i] & EXECUTED);
            st->confirmed += confirmed;
            st->harmless += harmless;
            if (list && harmless)
                list_place(m, v, k);
        }
    }
}

static void count_run(const struct interp_result *r, struct check_stats *st)
{
    st->runs++;
    st->steps += r->steps;
    st->tasks += r->tasks;
    st->unsafe += r->status == INTERP_UNSAFE;
    st->cut +=
        r->status == INTERP_DEADLOCK || r->status == INTERP_LIMIT || r->status == INTERP_CANNOT;
}

bool check_program(const struct rir_module *m, const struct check_options *o,
                   struct check_stats *stats, struct unsound *bad)
{
    struct check_stats none = {0}, *st = stats ? stats : &none;
    struct solve_options so;
    solve_options_default(&so);
    so.mutant = o->mutant;
    struct solve_result *s = solve_run(m, &so);
    struct confirmed c = {s, calloc(s->verdicts.len ? s->verdicts.len : 1, sizeof *c.seen)};
    if (!c.seen)
        abort();
    bool ok = true, violating = false;
    for (unsigned i = 0; ok && i < o->runs; i++) {
        struct interp_options io;
        interp_options_default(&io);
        io.seed = o->seed + i;
        io.sequential = i == 0;
        io.max_steps = 30000;
        io.max_depth = 200;
        io.unknown_calls = true;
        io.outside = o->outside;
        io.may_fail = i % 2 != 0;
        io.trace = stats ? note_access : NULL;
        io.trace_ctx = &c;
        struct interp_result *r = interp_run(m, &io);
        count_run(r, st);
        if (r->status != INTERP_UNSAFE) {
            ok = check_run(m, r, &c, &violating, &st->excused, &bad->event);
            bad->run_seed = io.seed;
        } else {
            confirm(r, &c);
        }
        interp_free(r);
    }
    st->programs++;
    st->violating += violating;
    st->unsound += !ok;
    count_verdicts(m, &c, o->list, st);
    free(c.seen);
    solve_free(s);
    return ok;
}
