/* References that stay behind in memory of the sender's own (send-aliased).
 *
 * What a run can decide: a task has sent an object, a member of memory of its own still refers to
 * it when the task waits for its next packet, or ends, and that memory is used again later.
 *
 * - H1 Memory of its own: heap and thread-local objects that it owns, and what it was lent; not its
 *   local variables, nor what is global. What is thread-local ends with the task. To what is frozen
 *   by then it may refer.
 * - H2 A reference is *pending* from such an instant on, and counts as soon as anybody touches the
 *   object that it lies in: so something did lead there. Overwriting it then, or freeing the
 * object, is such a touch: it comes late. If the object is sent itself, that is a double-send.
 * - H3 It is the business of the innermost function in whose activation both happened, the send and
 *   what put the reference there (a store; that the object was received, joined or lent). While a
 *   function waits that was called from there and has sent the packet itself, it does not count
 *   yet. What is stored there before that function leaves the block in which it waits (`c->current
 * = receive()`) replaces it in time.
 * - H4 Times are numbers of frames: a frame that is there still has seen all that came after it. */
#include "rir/interp_int.h"

static void forget(struct run *r, struct object *o)
{
    uint32_t out = 0;
    for (uint32_t i = 0; i < r->behind.len; i++)
        if (r->behind.data[i].obj != o->index)
            r->behind.data[out++] = r->behind.data[i];
    r->behind.len = out;
    o->behind = false;
}

void behind_sent(struct run *r, struct object *o)
{
    const struct frame *f = task_place(run_task(r));
    bool seen = f != NULL && !f->quiet;
    o->gift = (struct gift){.task = r->current,
                            .life = o->life & 0xffffff,
                            .func = seen ? f->func : RIR_NONE,
                            .insn = seen ? f->pc : RIR_NONE,
                            .time = r->nframes};
    r->given = true;
    forget(r, o);
}

void behind_came(const struct run *r, struct object *o)
{
    o->came = r->nframes;
}

/* ---- whose business it is (H3) ---- */

/* The innermost frame with code that has seen what happened at that time; else the outermost. */
static uint32_t frame_that_saw(const struct task *t, uint64_t time)
{
    uint32_t found = RIR_NONE;
    for (uint32_t i = t->frames.len; i > 0; i--) {
        const struct frame *f = t->frames.data[i - 1];
        if (f->native)
            continue;
        found = i - 1;
        if (f->serial < time)
            break;
    }
    return found;
}

static bool sent_by_a_callee(const struct task *t, uint32_t frame, uint64_t time)
{
    return frame + 1 < t->frames.len && t->frames.data[frame + 1]->serial < time;
}

/* ---- what is pending ---- */

static bool holds(const struct object *o, const struct behind *b)
{
    for (uint32_t i = 0; i < o->slots.len; i++) {
        const struct islot *s = &o->slots.data[i];
        if (s->off == b->off)
            return s->ref.obj == b->ref.obj && s->ref.life == b->ref.life;
    }
    return false;
}

static bool is_known(const struct run *r, const struct behind *b)
{
    for (uint32_t i = 0; i < r->behind.len; i++) {
        const struct behind *x = &r->behind.data[i];
        if (x->obj == b->obj && x->off == b->off && x->func == b->func && x->insn == b->insn)
            return true;
    }
    return false;
}

static void look_at_slot(struct run *r, struct object *o, const struct islot *s, bool ends)
{
    const struct task *t = run_task(r);
    const struct object *to = r->objs.data[s->ref.obj];
    const struct gift *g = &to->gift;
    if (g->func == RIR_NONE || g->task != t->id || g->life != s->ref.life || s->off >= o->size ||
        to->state == STATE_FROZEN)
        return;
    struct behind b = {.obj = o->index,
                       .task = t->id,
                       .off = s->off,
                       .ref = s->ref,
                       .func = g->func,
                       .insn = g->insn,
                       .frame = UINT64_MAX};
    uint64_t put = s->time > o->came ? s->time : o->came;
    uint32_t at = ends ? RIR_NONE : frame_that_saw(t, put < g->time ? put : g->time);
    if (at != RIR_NONE) {
        const struct frame *f = t->frames.data[at];
        if (sent_by_a_callee(t, at, g->time))
            return;
        b.frame = f->serial;
        b.block = f->block;
        b.pc = f->pc;
    }
    if (is_known(r, &b))
        return;
    vec_push(&r->behind, b);
    o->behind = true;
}

/* H1. */
static bool may_hold(struct run *r, struct object *o, const struct islot *s, bool ends)
{
    const struct span at = {o, s->off, s->off + r->m->ptr_bits / 8};
    bool local = o->kind == INTERP_STACK && o->owner == r->current;
    bool own =
        o->kind == INTERP_HEAP || o->kind == INTERP_STACK || (o->kind == INTERP_TLS && !ends);
    return own && !local && share_owned(&at, r->current) && !reach_global(r, &at);
}

static void look(struct run *r, bool ends)
{
    for (uint32_t i = 1; i < r->objs.len && r->given; i++) {
        struct object *o = r->objs.data[i];
        for (uint32_t k = 0; !o->dead && o->state == STATE_LIVE && k < o->slots.len; k++)
            if (r->objs.data[o->slots.data[k].ref.obj]->gift.time != 0 &&
                may_hold(r, o, &o->slots.data[k], ends))
                look_at_slot(r, o, &o->slots.data[k], ends);
    }
}

void behind_wait(struct run *r)
{
    look(r, false);
}

void behind_end(struct run *r)
{
    look(r, true);
}

/* ---- what counts (H2) ---- */

/* The function is still in the block in which it waited. */
static bool is_in_time(const struct run *r, const struct behind *b)
{
    const struct task *t = r->tasks.data[b->task];
    for (uint32_t i = 0; i < t->frames.len && b->frame != UINT64_MAX; i++) {
        const struct frame *f = t->frames.data[i];
        if (f->serial == b->frame)
            return f->block == b->block && f->pc >= b->pc;
    }
    return false;
}

void behind_touched(struct run *r, struct object *o)
{
    uint32_t out = 0;
    if (!o->behind)
        return;
    o->behind = false;
    for (uint32_t i = 0; i < r->behind.len; i++) {
        struct behind b = r->behind.data[i];
        bool here = b.obj == o->index, held = here && holds(o, &b);
        if (held && !is_in_time(r, &b)) {
            model_event_at(r, INTERP_SEND_ALIASED, b.func, b.insn, b.task, o);
        } else if (!here || held) {
            r->behind.data[out++] = b;
            o->behind |= here;
        }
    }
    r->behind.len = out;
}
