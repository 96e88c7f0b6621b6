/* What changes hands: sending, receiving, freezing, starting and joining.
 *
 * - P1 Sending ends every reference: each object of the packet begins a new life, and the
 * references inside the packet are renewed, so that the receiver gets a whole packet and everybody
 * else holds stale ones.
 * - P2 A start is a loan: no new life; the task gets a share of what its argument denotes and
 * reaches (interp_share.c), until the join.
 * - P3 What is frozen, constant or a channel does not move; of immutable types, interp_immutable.c.
 * - P4 A static object, or an element of one, that is lent a second time while a loan runs is both
 * tasks': the second start is a double-send (by whoever lent it before, else send-unowned), and
 * what the tasks do then is no event.
 * - P5 A stack, thread-local or static object is nobody's to give away or to freeze, nor is what
 * another task owns: send-unowned. What is the task's own and others see is send-aliased; it may be
 * frozen.
 * - P6 A start puts its handle where it is told to before the task has its argument. */
#include "rir/interp_int.h"

static uint64_t pair(const struct object *o, uint32_t task)
{
    return ((uint64_t)o->index << 32) | task;
}

static bool sent_before(struct run *r, const struct object *o)
{
    uint32_t yes;
    return map_get(&r->sent, pair(o, r->current), &yes) && yes;
}

/* All of it. */
static bool owned(const struct run *r, struct object *o)
{
    return share_owned(&(struct span){o, 0, o->size}, r->current);
}

/* P5. */
static bool stays(const struct object *o)
{
    return o->kind == INTERP_STACK || o->kind == INTERP_TLS || o->kind == INTERP_STATIC;
}

/* Of an object of which the task was lent elements only, those are its own to give away. That is
 * not followed: the object stays where it is, and there is no event. */
static bool owned_in_part(const struct run *r, struct object *o)
{
    for (uint32_t i = 0; i < o->shares.len; i++) {
        const struct share *h = &o->shares.data[i];
        if (h->task == r->current && share_owned(&(struct span){o, h->lo, h->hi}, r->current))
            return true;
    }
    return false;
}

/* The event of giving o away, if any; false: it is not the sender's and stays where it is. */
static bool judge_give(struct run *r, const struct object *root, struct object *o, uint32_t life)
{
    if (o->state == STATE_TRANSIT || life != o->life ||
        (!owned(r, o) && (o->owner != OWNER_NONE || o->shares.len) && sent_before(r, o))) {
        model_event(r, INTERP_DOUBLE_SEND, o);
        return false;
    }
    if (stays(o) || !owned(r, o)) {
        if (stays(o) || !owned_in_part(r, o))
            model_event(r, INTERP_SEND_UNOWNED, root);
        return false;
    }
    if (reach_global(r, &(struct span){o, 0, o->size}))
        model_event(r, INTERP_SEND_ALIASED, root);
    return true;
}

static void judge_static_targets(struct run *r, const struct object *root, const struct object *o)
{
    for (uint32_t i = 0; i < o->slots.len; i++) {
        struct object *t;
        if (reach_follow(r, o, &o->slots.data[i], &t) && t->kind == INTERP_STATIC &&
            t->state == STATE_LIVE)
            model_event(r, INTERP_SEND_ALIASED, root);
    }
}

/* What an object of the packet refers to and this task has sent before is sent a second time, or
 * frozen after it was sent: that the reference ended with the first send does not make it another
 * object. */
static void judge_sent_parts(struct run *r, enum interp_kind kind, const struct object *root,
                             const struct span *s)
{
    for (uint32_t i = 0; i < s->o->slots.len; i++) {
        const struct islot *slot = &s->o->slots.data[i];
        const struct object *t = r->objs.data[slot->ref.obj];
        bool stale = t->state == STATE_TRANSIT || slot->ref.life != (t->life & 0xffffff);
        if (slot->off < s->lo || slot->off >= s->hi || !stale)
            continue;
        if (sent_before(r, t))
            model_event(r, kind, root);
        else if (r->lending && !t->dead) /* a task to which it was lent has sent it on */
            model_event(r, INTERP_SEND_UNOWNED, root);
    }
}

static void begin_life(struct run *r, struct object *o)
{
    reach_changed(r, o);
    o->life = (o->life + 1) & 0xffffff;
    o->state = STATE_TRANSIT;
    o->shares.len = 0;
}

/* References among the objects of a packet follow them into the new life. */
static void renew(struct run *r, const uint32_t *objs, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        r->objs.data[objs[i]]->visit = r->visit + 1;
    r->visit++;
    for (uint32_t i = 0; i < n; i++) {
        struct object *o = r->objs.data[objs[i]];
        for (uint32_t k = 0; k < o->slots.len; k++) {
            struct iref *ref = &o->slots.data[k].ref;
            const struct object *t = r->objs.data[ref->obj];
            if (t->visit == r->visit && ref->life == ((t->life - 1) & 0xffffff))
                ref->life = t->life & 0xffffff;
        }
    }
}

struct ival model_give(struct run *r, const struct ival *packet)
{
    struct ival next = *packet;
    struct place at;
    if (mem_find(r, packet, &at) && at.o->kind != INTERP_OTHER && at.o->state != STATE_CONST &&
        at.o->state != STATE_FROZEN && at.o->state != STATE_CHANNEL &&
        at.o->state != STATE_SHARED && !immutable_given(r, packet, at.o) &&
        judge_give(r, at.o, at.o, at.life)) {
        uint32_t n = reach_packet(r, at.o);
        uint32_t *objs = arena_copy(&r->arena, r->worklist.data, n * sizeof *objs);
        uint32_t moved = 0;
        for (uint32_t i = 0; i < n; i++) {
            struct object *o = r->objs.data[objs[i]];
            judge_static_targets(r, at.o, o);
            judge_sent_parts(r, INTERP_DOUBLE_SEND, at.o, &(struct span){o, 0, o->size});
            if (i == 0 || judge_give(r, at.o, o, o->life))
                objs[moved++] = objs[i];
        }
        for (uint32_t i = 0; i < moved; i++) {
            map_put(&r->sent, pair(r->objs.data[objs[i]], r->current), SENT);
            behind_sent(r, r->objs.data[objs[i]]);
            begin_life(r, r->objs.data[objs[i]]);
        }
        renew(r, objs, moved);
        next.ref.life = at.o->life & 0xffffff;
        next.ref.obj = at.o->index;
    }
    return next;
}

void model_send(struct run *r, const struct ival *packet, uint64_t channel)
{
    struct queued q = {.channel = channel, .value = model_give(r, packet)};
    vec_push(&r->queue, q);
}

bool model_receive(struct run *r, uint64_t channel, struct ival *out)
{
    uint32_t i = 0;
    behind_wait(r);
    while (i < r->queue.len && r->queue.data[i].channel != channel)
        i++;
    *out = (struct ival){0};
    if (i == r->queue.len && r->o.outside)
        outside_receive(r, out);
    if (i == r->queue.len)
        return out->lo != 0;
    *out = r->queue.data[i].value;
    for (r->queue.len--; i < r->queue.len; i++)
        r->queue.data[i] = r->queue.data[i + 1];
    model_take(r, out);
    return true;
}

void model_take(struct run *r, struct ival *packet)
{
    struct place at;
    if (!mem_find(r, packet, &at) || at.o->state != STATE_TRANSIT)
        return;
    packet->ref.obj = at.o->index;
    packet->ref.life = at.o->life & 0xffffff;
    uint32_t n = reach_packet(r, at.o);
    for (uint32_t k = 0; k < n; k++) {
        struct object *o = r->objs.data[r->worklist.data[k]];
        if (o->state == STATE_TRANSIT) {
            o->state = STATE_LIVE;
            behind_came(r, o);
            o->owner = r->current; /* references of the earlier life stay stale, the sender's too */
        }
    }
}

/* The event of freezing o with root, if any. */
static void judge_seal(struct run *r, const struct object *root, struct object *o)
{
    if (o->state == STATE_LIVE && (stays(o) || (!owned(r, o) && !owned_in_part(r, o))))
        model_event(r, INTERP_SEND_UNOWNED, root);
}

void model_freeze(struct run *r, const struct ival *packet)
{
    struct place at;
    if (!mem_find(r, packet, &at) || at.o->state == STATE_CONST || at.o->state == STATE_CHANNEL ||
        at.o->kind == INTERP_OTHER || at.o->state == STATE_FROZEN || at.o->state == STATE_SHARED)
        return;
    if (at.life != at.o->life || at.o->state == STATE_TRANSIT)
        model_event(r, sent_before(r, at.o) ? INTERP_USE_AFTER_SEND : INTERP_FOREIGN_ACCESS, at.o);
    else if (!owned(r, at.o) && sent_before(r, at.o))
        model_event(r, INTERP_USE_AFTER_SEND, at.o);
    else
        judge_seal(r, at.o, at.o);
    uint32_t n = reach_packet(r, at.o);
    for (uint32_t i = 0; i < n; i++) {
        struct object *o = r->objs.data[r->worklist.data[i]];
        if (i > 0)
            judge_seal(r, at.o, o);
        reach_changed(r, o);
        judge_sent_parts(r, INTERP_USE_AFTER_SEND, at.o, &(struct span){o, 0, o->size});
        if (o->state == STATE_LIVE)
            o->state = STATE_FROZEN;
    }
    r->marks_valid = false;
}

/* ---- loans ---- */

/* A second start with the same bytes is what is wrong; both tasks may go on with them as theirs. */
static void lend_static(struct run *r, struct task *to, const struct span *s)
{
    if (share_meets(s) && !share_owned_before(s, r->current, to->id) && !reach_global(r, s))
        model_event(r, sent_before(r, s->o) ? INTERP_DOUBLE_SEND : INTERP_SEND_UNOWNED, s->o);
    if (!s->o->shares.len)
        vec_push(&r->lent, s->o->index);
    r->marks_valid = false;
    share_give(s, r->current, to->id);
}

static void lend(struct run *r, struct task *to, const struct span *s, const struct object *root)
{
    struct object *o = s->o;
    if (o->kind == INTERP_STATIC) {
        lend_static(r, to, s);
    } else if (share_owned_before(s, r->current, to->id)) {
        share_give(s, r->current, to->id);
    } else {
        if (!reach_global(r, s))
            model_event(r, sent_before(r, o) ? INTERP_DOUBLE_SEND : INTERP_SEND_UNOWNED, root);
        return;
    }
    vec_push(&to->loans, o->index);
    map_put(&r->sent, pair(o, r->current), SENT_AS_LOAN);
}

static void lend_all(struct run *r, struct task *to, const struct ival *arg)
{
    struct place at;
    if (!mem_find(r, arg, &at) || at.o->kind == INTERP_OTHER)
        return;
    struct object *root = at.o;
    if (root->state == STATE_CONST || root->state == STATE_CHANNEL || root->state == STATE_FROZEN ||
        root->state == STATE_SHARED || (at.tag & REF_CHANNEL) ||
        (root->kind != INTERP_HEAP && root->type != RIR_NONE &&
         (rir_type_flags(r->m, root->type) & RIR_TYPE_CHANNEL)))
        return;
    if (immutable_given(r, arg, root))
        return;
    if (at.life != root->life || root->state == STATE_TRANSIT)
        model_event(r, sent_before(r, root) ? INTERP_DOUBLE_SEND : INTERP_SEND_UNOWNED, root);
    struct span given = share_denoted(r, root, at.off, at.item);
    uint32_t n = reach_loan(r, &given);
    struct span *spans = arena_copy(&r->arena, r->spans.data, n * sizeof *spans);
    for (uint32_t i = 0; i < n; i++) {
        if (spans[i].o->state != STATE_LIVE)
            continue;
        judge_sent_parts(r, INTERP_DOUBLE_SEND, root, &spans[i]);
        lend(r, to, &spans[i], root);
    }
}

void model_lend(struct run *r, struct task *to, const struct ival *arg)
{
    r->lending = true;
    lend_all(r, to, arg);
    r->lending = false;
}

/* Also where the task has sent on what it had: the reference is dead then, but that was not its
 * starter. */
static void end_loan(struct run *r, const struct task *joined, struct object *o)
{
    uint32_t from, how;
    bool had = share_end(o, joined->id, &from), more = false;
    behind_came(r, o);
    for (uint32_t i = 0; i < o->shares.len; i++)
        more |= o->shares.data[i].from == joined->starter;
    if (!more && map_get(&r->sent, pair(o, joined->starter), &how) && how == SENT_AS_LOAN)
        map_put(&r->sent, pair(o, joined->starter), SENT_NOT);
    if (!had || o->dead)
        return;
    if (o->kind != INTERP_STATIC)
        return;
    r->marks_valid = false;
    for (uint32_t i = 0; i < r->lent.len && !o->shares.len; i++)
        if (r->lent.data[i] == o->index)
            r->lent.data[i--] = r->lent.data[--r->lent.len];
}

void model_join(struct run *r, struct task *joined)
{
    for (uint32_t i = 0; i < joined->loans.len; i++)
        end_loan(r, joined, r->objs.data[joined->loans.data[i]]);
    joined->loans.len = 0;
    for (uint32_t i = 1; i < r->objs.len; i++) {
        struct object *o = r->objs.data[i];
        if (!o->dead && o->owner == joined->id && o->kind != INTERP_STATIC) {
            o->owner = r->current;
            behind_came(r, o);
        }
    }
}

void model_task_end(struct run *r, struct task *t)
{
    behind_end(r);
    if (t->tls)
        for (uint32_t g = 0; g < r->m->globals.len; g++)
            if (t->tls[g] && !r->objs.data[t->tls[g]]->dead)
                mem_kill(r, r->objs.data[t->tls[g]]);
}
