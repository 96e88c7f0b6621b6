/* The memory model: which reads and writes are allowed, and what an operation that is not is
 * called.
 *
 * Invariants (DESIGN.md section 2, ANALYSIS.md section 1 "Lives"):
 *
 * - M1 A write by a task to an object that is global at that moment is a global-write, lent or not.
 * - M2 A write by main to a global object is one if a task that is started and not joined at that
 *   moment reads the object at any time of its life; known at the end of the run only. Of an object
 *   of which elements are lent, each element, or word beside them, counts by itself.
 * - M3 What is lent of a static object is the task's, and no root of reachability, unless some task
 *   names the object at any time of the run; what depends on that is decided at the end. The rest
 *   of the object stays global.
 * - M4 frozen-write comes before global-write, global-write before use-after-send, that before
 *   foreign-access. Accesses to channels and shared variables are always allowed.
 * - M5 What a task touches that it lent, or lends a second time, is a use-after-send or a
 * double-send until the join, unless it is global. That a join finds its handle there is no touch.
 * - M6 A reference of an earlier life is use-after-send for the task that sent the object, for any
 *   other foreign-access.
 *
 * Code in or below a trusted function (frame.quiet) is not judged. After an event the run goes on
 * as the machine would; only a write to a constant ends it, because the machine would trap. */
#include <stdio.h>

#include "rir/interp_int.h"

static const char *const kind_names[INTERP_KIND_COUNT] = {
    "global-write", "frozen-write",   "use-after-send", "double-send",    "send-aliased",
    "send-unowned", "foreign-access", "packet-leak",    "nondeterminism",
};

const char *interp_kind_name(enum interp_kind k)
{
    return kind_names[k];
}

static const char *describe(struct run *r, const struct object *o)
{
    static const char *const names[] = {"static", "thread-local", "stack", "heap", "function"};
    if (!o)
        return "hidden state";
    if (o->global != RIR_NONE)
        return arena_printf(&r->r->arena, "%s %s", names[o->kind],
                            r->m->globals.data[o->global].name);
    const char *f = o->func == RIR_NONE ? "the start" : r->m->funcs.data[o->func].name;
    if (o->insn == RIR_NONE)
        return arena_printf(&r->r->arena, "%s of %s", names[o->kind], f);
    return arena_printf(&r->r->arena, "%s from %s:%u", names[o->kind], f, o->insn);
}

/* One event per kind and place, the first that was found out. */
static void record(struct run *r, const struct interp_event *e, const struct object *o)
{
    uint64_t key = hash64(((uint64_t)e->func << 32) | e->insn) ^ hash64(2 * e->kind + e->lent + 1);
    bool gone = e->kind == INTERP_USE_AFTER_SEND || e->kind == INTERP_DOUBLE_SEND;
    uint32_t dummy;
    if (map_get(&r->seen, key, &dummy))
        return;
    map_put(&r->seen, key, 0);
    struct interp_event whole = *e;
    whole.object = describe(r, o);
    whole.back = gone && o != NULL && !e->lent && !o->shares.len && o->state == STATE_LIVE &&
                 o->owner == e->task;
    vec_push(&r->r->events, whole);
}

static void stop_if_asked(struct run *r, enum interp_kind k)
{
    if (r->o.stop_kinds >> k & 1)
        run_stop(r, INTERP_STOPPED, "%s", kind_names[k]);
}

static bool is_lent_by(const struct run *r, const struct object *o, uint32_t task)
{
    uint32_t how = SENT_NOT;
    if (o)
        map_get(&r->sent, ((uint64_t)o->index << 32) | task, &how);
    return how == SENT_AS_LOAN;
}

static void note_spared(struct run *r, uint32_t cand, void *ctx)
{
    (void)ctx;
    vec_push(&r->spared, cand);
}

/* M3. What static objects that are lent lead to, and these themselves, are global if a task names
 * one: then there was no loan. False: no such object leads there. */
static bool may_be_global(struct run *r, enum interp_kind k, const struct object *o)
{
    struct frame *f = task_place(run_task(r));
    struct deferred_loan d = {.func = f->func,
                              .insn = f->pc,
                              .task = r->current,
                              .obj = o->index,
                              .first = r->spared.len,
                              .kind = k,
                              .step = r->r->steps};
    reach_candidates(r, r->objs.data[o->index], note_spared, NULL);
    d.count = r->spared.len - d.first;
    if (d.count != 0)
        vec_push(&r->deferred_loans, d);
    return d.count != 0;
}

void model_event(struct run *r, enum interp_kind k, const struct object *o)
{
    struct task *t = run_task(r);
    struct frame *f = task_place(t);
    if (!f || f->quiet)
        return;
    bool lent = r->lending || is_lent_by(r, o, t->id);
    if (lent && o && may_be_global(r, k, o))
        return;
    struct interp_event e = {k, f->func, f->pc, t->id, r->r->steps, .lent = lent};
    record(r, &e, o);
    stop_if_asked(r, k);
}

void model_event_at(struct run *r, enum interp_kind k, uint32_t func, uint32_t insn, uint32_t task,
                    const struct object *o)
{
    struct interp_event e = {k, func, insn, task, r->r->steps, .lent = false};
    record(r, &e, o);
    stop_if_asked(r, k);
}

void model_hidden_state(struct run *r, const char *name)
{
    (void)name;
    if (r->current != 0)
        model_event(r, INTERP_GLOBAL_WRITE, NULL);
}

/* ---- deferred writes (M2, M3) ---- */

static void defer(struct run *r, uint32_t obj, uint32_t cand, uint32_t reader, uint32_t unit)
{
    struct frame *f = task_place(run_task(r));
    if (!f || f->quiet)
        return;
    struct deferred d = {f->func, f->pc, r->current, obj, cand, reader, unit, 0};
    uint64_t key = hash_mem(&d, sizeof d);
    uint32_t dummy;
    if (map_get(&r->seen, key, &dummy))
        return;
    map_put(&r->seen, key, 0);
    d.step = r->r->steps;
    vec_push(&r->deferred, d);
}

/* The number of the element of a static array that a byte is in, or of the word of another static
 * object, from 1; 0: it is none. */
static uint32_t unit_at(const struct object *o, uint64_t off)
{
    uint32_t size = o->item != 0 ? o->item : o->kind == INTERP_STATIC ? 8 : 0;
    return size == 0 ? 0 : (uint32_t)(off / size) + 1;
}

/* Elements of it are lent, and not all of it. */
static bool is_lent_in_parts(const struct object *o)
{
    bool parts = false;
    for (uint32_t i = 0; i < o->shares.len; i++)
        parts |= o->item != 0 || o->shares.data[i].lo != 0 || o->shares.data[i].hi != o->size;
    return parts;
}

/* A write by main: one record for each task that runs and could turn out to read it, and for each
 * element, or word, where elements are lent. */
static void defer_main(struct run *r, const struct span *s, uint32_t cand)
{
    bool units = is_lent_in_parts(s->o);
    uint32_t first = units ? unit_at(s->o, s->lo) : 0, last = units ? unit_at(s->o, s->hi - 1) : 0;
    for (uint32_t i = 1; i < r->tasks.len; i++)
        for (uint32_t unit = first; unit <= last && !r->tasks.data[i]->joined; unit++)
            defer(r, s->o->index, cand, i, unit);
}

static void defer_candidate(struct run *r, uint32_t cand, void *ctx)
{
    const struct span *s = ctx;
    if (r->current == 0)
        defer_main(r, s, cand);
    else
        defer(r, s->o->index, cand, RIR_NONE, 0);
}

static uint64_t read_key(uint32_t task, uint32_t obj, uint32_t unit)
{
    return hash64((uint64_t)task << 32 | obj) ^ hash64(unit);
}

#define MANY_UNITS 64
#define EVERY_UNIT UINT32_MAX

static bool has_read(const struct run *r, const struct deferred *d)
{
    uint32_t dummy;
    if (d->unit != 0)
        return map_get(&r->element_reads, read_key(d->reader, d->obj, d->unit), &dummy) ||
               map_get(&r->element_reads, read_key(d->reader, d->obj, EVERY_UNIT), &dummy);
    return map_get(&r->reads, ((uint64_t)d->reader << 32) | d->obj, &dummy);
}

static void finish_loans(struct run *r)
{
    for (uint32_t i = 0; i < r->deferred_loans.len; i++) {
        const struct deferred_loan *d = &r->deferred_loans.data[i];
        bool named = false;
        for (uint32_t k = 0; k < d->count; k++)
            named |= r->named[r->objs.data[r->spared.data[d->first + k]]->global];
        struct interp_event e = {d->kind, d->func, d->insn, d->task, d->step, .lent = true};
        if (!named)
            record(r, &e, r->objs.data[d->obj]);
    }
}

/* What was found out later may have happened before the rest; few events, by insertion. */
static void put_in_order(struct interp_event *all, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        struct interp_event e = all[i];
        uint32_t at = i;
        for (; at > 0 && all[at - 1].step > e.step; at--)
            all[at] = all[at - 1];
        all[at] = e;
    }
}

void model_finish(struct run *r)
{
    for (uint32_t i = 0; i < r->deferred.len; i++) {
        const struct deferred *d = &r->deferred.data[i];
        if (d->cand != RIR_NONE && !r->named[r->objs.data[d->cand]->global])
            continue;
        if (d->reader != RIR_NONE && !has_read(r, d))
            continue;
        struct interp_event e = {INTERP_GLOBAL_WRITE, d->func, d->insn, d->task, d->step,
                                 .lent = false};
        record(r, &e, r->objs.data[d->obj]);
    }
    finish_loans(r);
    put_in_order(r->r->events.data, r->r->events.len);
}

/* ---- accesses ---- */

static bool sent_by(struct run *r, const struct object *o, uint32_t task)
{
    uint32_t yes;
    return map_get(&r->sent, ((uint64_t)o->index << 32) | task, &yes) && yes;
}

/* M4: channels and shared variables or members, by the pointer or, for each byte, by the type of
 * the object. */
static bool exempt(const struct run *r, const struct place *p, uint64_t size)
{
    const struct object *o = p->o;
    if (o->state == STATE_CHANNEL || o->state == STATE_SHARED ||
        (p->tag & (REF_CHANNEL | REF_SHARED)))
        return true;
    if (o->type == RIR_NONE || o->kind == INTERP_HEAP)
        return false;
    return rir_type_is_open(r->m, o->type, p->off, size);
}

/* Events of touching what is not the task's, for objects that are neither constant nor global. */
static void judge_owner(struct run *r, const struct place *p, const struct span *s)
{
    const struct object *o = p->o;
    if (o->state == STATE_FROZEN)
        return;
    bool stale = p->life != o->life || o->state == STATE_TRANSIT;
    if (!stale && share_owned(s, r->current))
        return;
    model_event(r, sent_by(r, o, r->current) ? INTERP_USE_AFTER_SEND : INTERP_FOREIGN_ACCESS, o);
}

static void note_read(struct run *r, const struct span *s)
{
    struct task *t = run_task(r);
    uint32_t obj = s->o->index, first = unit_at(s->o, s->lo), last = unit_at(s->o, s->hi - 1);
    if (t->id == 0 || (t->last_read == obj && t->last_unit == first && first == last))
        return;
    t->last_read = obj;
    t->last_unit = last;
    map_put(&r->reads, ((uint64_t)t->id << 32) | obj, 0);
    if (last - first >= MANY_UNITS)
        first = last = EVERY_UNIT;
    for (uint32_t unit = first; unit != 0 && unit - first <= last - first; unit++)
        map_put(&r->element_reads, read_key(t->id, obj, unit), 0);
}

static bool unjudged(struct run *r)
{
    struct frame *f = task_place(run_task(r));
    return !f || f->quiet;
}

static bool fetches_handle(struct run *r)
{
    const struct frame *f = task_place(run_task(r));
    return f->func != RIR_NONE && rir_fetches_handle(r->m, &r->m->funcs.data[f->func], f->pc);
}

void model_read(struct run *r, const struct place *p, uint64_t size)
{
    const struct object *o = p->o;
    const struct span s = share_at(p, size);
    if (size && p->life == p->o->life)
        behind_touched(r, p->o);
    if (!size || unjudged(r))
        return;
    if (o->state == STATE_CONST)
        return;
    note_read(r, &s);
    if (exempt(r, p, size))
        return;
    if ((o->state == STATE_LIVE && p->life == o->life && share_owned(&s, r->current)) ||
        reach_global(r, &s) || fetches_handle(r))
        return;
    judge_owner(r, p, &s);
}

static void write_constant(struct run *r, const struct object *o)
{
    model_event(r, INTERP_FROZEN_WRITE, o);
    if (o->state == STATE_CONST)
        run_stop(r, INTERP_STOPPED, "write to a constant");
}

void model_write(struct run *r, const struct place *p, uint64_t size)
{
    const struct object *o = p->o;
    struct span s = share_at(p, size);
    if (!size)
        return;
    if (p->life == p->o->life)
        behind_touched(r, p->o);
    if (o->state == STATE_CONST)
        write_constant(r, o);
    if (unjudged(r) || exempt(r, p, size))
        return;
    if (o->state == STATE_FROZEN) {
        model_event(r, INTERP_FROZEN_WRITE, o);
        return;
    }
    if (reach_global(r, &s)) { /* M1, M2 */
        if (r->current != 0)
            model_event(r, INTERP_GLOBAL_WRITE, o);
        else
            defer_main(r, &s, RIR_NONE);
        return;
    }
    if (r->lent.len) /* M3 */
        reach_candidates(r, s.o, defer_candidate, &s);
    judge_owner(r, p, &s);
}

void model_free(struct run *r, const struct place *p)
{
    struct object *o = p->o;
    if (o->kind != INTERP_HEAP || p->off != 0)
        run_stop(r, INTERP_UNSAFE, "free of what is no heap object");
    model_write(r, p, 1);
    mem_kill(r, o);
}

void model_trace(struct run *r, const struct place *p, enum interp_access_kind k, uint64_t size,
                 bool in_call, const uint64_t *value)
{
    if (!r->o.trace)
        return;
    struct task *t = run_task(r);
    struct frame *f = task_place(t);
    if (!f)
        return;
    struct interp_access a = {
        .task = t->id,
        .func = f->func,
        .insn = f->pc,
        .site = r->m->funcs.data[f->func].insns[f->pc].site,
        .kind = (uint8_t)k,
        .in_call = in_call,
        .object_kind = p->o->kind,
        .global = p->o->global,
        .object = p->o->ordinal,
        .offset = p->off,
        .size = size,
        .scalar = value != NULL,
        .value = value ? *value : 0,
    };
    r->o.trace(r->o.trace_ctx, &a);
}
