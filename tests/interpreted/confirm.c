/* Interprets a case under several schedules and inputs and looks for each event of a kind that is
 * judged whether the case expects it.
 *
 * - C1 An event meets an expectation of its line. That may be one of another kind: a place has one
 * verdict, its worst.
 * - C2 A touch or a second send that is in a callee of the function that sent is reported at the
 * call: an expectation of that kind on a line with a call that leads to the event's function is
 * met.
 * - C3 What a function without source positions does is reported at the innermost call that has
 * one: the same, for any kind.
 * - C4 A run that turned out memory-unsafe is no evidence, nor is what comes after something that
 * is against the model and not judged: two tasks have the object then. What is done to what was
 * lent may be judged or not; the oracle's check knows when. */
#include "confirm.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rir/interp.h"

enum { MAX_STEPS = 30000, MAX_DEPTH = 200 };

static const bool judged[] = {
#define KIND(ID, string, on, judged_now, title) judged_now,
#include "report/kinds.def"
#undef KIND
};

_Static_assert((int)INTERP_KIND_COUNT == (int)KIND_COUNT &&
                   (int)INTERP_NONDETERMINISM == (int)KIND_NONDETERMINISM,
               "the interpreter's kinds are those of kinds.def");

struct confirming {
    const struct rir_module *m;
    struct test_case *c;
    struct confirmed *to;
};

static const struct rir_pos *pos_of(const struct rir_module *m, uint32_t func, uint32_t insn)
{
    const struct rir_func *f = &m->funcs.data[func];
    uint32_t site = f->insns[insn].site;
    return site == RIR_NONE || f->sites[site].pos.line == 0 ? NULL : &f->sites[site].pos;
}

static bool is_at(const struct expectation *e, const struct rir_pos *pos)
{
    char path[PATH_MAX];
    if (pos == NULL || pos->line != e->line || pos->file == NULL)
        return false;
    return strcmp(pos->file, e->path) == 0 ||
           (realpath(pos->file, path) != NULL && strcmp(path, e->path) == 0);
}

/* ---- callees ---- */

static void mark_callees(const struct rir_module *m, const struct rir_func *f,
                         const struct rir_insn *in, bool *reached);

/* What a function calls, or has called; through a pointer it may be any whose address is taken. */
static void mark_from(const struct rir_module *m, uint32_t func, bool *reached)
{
    if (reached[func])
        return;
    reached[func] = true;
    const struct rir_func *f = &m->funcs.data[func];
    for (uint32_t i = 0; i < f->ninsns; i++)
        mark_callees(m, f, &f->insns[i], reached);
}

static void mark_callees(const struct rir_module *m, const struct rir_func *f,
                         const struct rir_insn *in, bool *reached)
{
    if (in->op == RIR_CALL)
        mark_from(m, in->ref, reached);
    for (uint32_t i = 0; in->op == RIR_CALL && i < in->nargs; i++)
        if (f->values[in->args[i]].kind == RIR_V_FUNC)
            mark_from(m, f->values[in->args[i]].ref, reached);
    for (uint32_t i = 0; in->op == RIR_CALLI && i < m->funcs.len; i++)
        if (m->funcs.data[i].flags & RIR_FUNC_DEFINED)
            mark_from(m, i, reached);
}

/* Whether a call in the line of the expectation leads to the function. */
static bool leads_to(const struct confirming *f, const struct expectation *e, uint32_t func)
{
    bool *reached = ARENA_ARRAY(&f->c->arena, bool, f->m->funcs.len);
    for (uint32_t i = 0; i < f->m->funcs.len; i++) {
        const struct rir_func *caller = &f->m->funcs.data[i];
        for (uint32_t k = 0; k < caller->ninsns; k++)
            if (is_at(e, pos_of(f->m, i, k)))
                mark_callees(f->m, caller, &caller->insns[k], reached);
    }
    return reached[func];
}

/* ---- events ---- */

static bool is_of_packets(enum interp_kind k)
{
    return k == INTERP_USE_AFTER_SEND || k == INTERP_DOUBLE_SEND;
}

/* True if some expectation is met (C1 to C3). */
static bool meets_one(const struct confirming *f, const struct interp_event *event)
{
    const struct rir_pos *pos = pos_of(f->m, event->func, event->insn);
    bool met = false;
    for (uint32_t i = 0; i < f->c->expected.len; i++) {
        const struct expectation *e = &f->c->expected.data[i];
        bool same = (int)e->kind == (int)event->kind, here = is_at(e, pos);
        if (same && !here && (pos == NULL || is_of_packets(event->kind)))
            here = leads_to(f, e, event->func);
        met |= here;
        f->to->seen[i] |= same && here;
    }
    return met;
}

static const char *words_for(const struct confirming *f, const struct interp_event *e,
                             uint64_t seed)
{
    const struct rir_pos *pos = pos_of(f->m, e->func, e->insn);
    return arena_printf(&f->c->arena, "%s:%u: %s of '%s' in '%s', with seed %llu",
                        pos == NULL || pos->file == NULL ? "?" : case_base_name(pos->file),
                        pos == NULL ? 0 : pos->line, interp_kind_name(e->kind), e->object,
                        f->m->funcs.data[e->func].name, (unsigned long long)seed);
}

static void look_at(const struct confirming *f, const struct interp_result *r, uint64_t seed)
{
    bool broken = false;
    for (uint32_t i = 0; i < r->events.len; i++) {
        const struct interp_event *e = &r->events.data[i];
        if (!judged[e->kind]) {
            broken = true;
            continue;
        }
        f->to->events++;
        bool met = meets_one(f, e);
        broken |= !met && e->lent && is_of_packets(e->kind);
        f->to->excused += !met && broken;
        if (!met && !broken && f->to->wrong == NULL)
            f->to->wrong = words_for(f, e, seed);
        broken |= is_of_packets(e->kind);
    }
}

static void note_access(void *ctx, const struct interp_access *a)
{
    const struct confirming *f = ctx;
    const struct rir_pos *pos = pos_of(f->m, a->func, a->insn);
    for (uint32_t i = 0; i < f->c->expected.len; i++)
        if (!f->to->ran[i])
            f->to->ran[i] = is_at(&f->c->expected.data[i], pos);
}

static struct interp_options options_of(uint32_t run, struct confirming *f)
{
    struct interp_options o;
    interp_options_default(&o);
    o.seed = run + 1;
    o.sequential = run == 0;
    o.max_steps = MAX_STEPS;
    o.max_depth = MAX_DEPTH;
    o.unknown_calls = true;
    o.outside = true;
    o.may_fail = run % 2 != 0;
    o.argc = run % 4;
    o.argv = (const char *const[]){"1", "-v", "text"};
    o.trace = note_access;
    o.trace_ctx = f;
    return o;
}

struct confirmed confirm_case(const struct rir_module *m, struct test_case *c, uint32_t runs)
{
    struct confirmed to = {.runs = runs};
    uint32_t n = c->expected.len + 1;
    to.seen = ARENA_ARRAY(&c->arena, bool, n);
    to.ran = ARENA_ARRAY(&c->arena, bool, n);
    struct confirming f = {m, c, &to};
    for (uint32_t i = 0; i < runs; i++) {
        static const char *const argv[] = {"1", "-v", "text"};
        struct interp_options o = options_of(i, &f);
        o.argv = argv;
        struct interp_result *r = interp_run(m, &o);
        bool no_evidence = r->status == INTERP_UNSAFE || r->status == INTERP_CANNOT;
        if (no_evidence)
            to.cannot = arena_printf(&c->arena, "%s%s",
                                     r->status == INTERP_UNSAFE ? "unsafe: " : "", r->reason);
        to.useful += !no_evidence;
        if (r->status != INTERP_UNSAFE)
            look_at(&f, r, o.seed);
        interp_free(r);
    }
    if (to.useful > 0)
        to.cannot = NULL;
    return to;
}
