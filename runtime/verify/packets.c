/* Sends, receives and freezes: the events of the ABI.
 *
 * What is wrong with a packet is reported once its objects have been looked at, with no lock
 * held; if the run goes on, what could be moved has moved.
 *
 * R13 (received). Receiving claims exactly what one send put in transit, whatever the receiver
 *    knows of its type: the objects that have the packet's number. What was received is the
 *    receiver's; a thread that nobody announced leaves it unclaimed. */
#include "abi.h"
#include "doubts.h"
#include "move.h"
#include "splits.h"
#include "strict.h"
#include "thread.h"

#define CALLER ((uintptr_t)__builtin_return_address(0))

static void finish(struct move *m)
{
    strict_look(m);
    if (m->problems > 0)
        report(&m->problem);
}

static void give(enum how how, void *packet, uint64_t form, const struct fbp_type *type,
                 const char *through, uintptr_t place)
{
    struct move m;
    if (packet == NULL)
        return;
    tasks_activate();
    if (!thread_enter())
        return;
    if (form == FBP_FORM_UNKNOWN)
        form = doubts_passed((uintptr_t)packet);
    move_begin(&m, how, (uintptr_t)packet, place, through);
    move_packet(&m, form, type);
    finish(&m);
    thread_leave();
}

void __fbp_send(void *packet, uint64_t form, const struct fbp_type *type, const char *through)
{
    give(HOW_SENT, packet, form, type, through, CALLER);
}

void __fbp_put(void *packet, uint64_t form, const struct fbp_type *type, const char *through)
{
    if (!thread_believes(true))
        give(HOW_SENT, packet, form, type, through, CALLER);
}

void __fbp_freeze(void *packet, uint64_t form, const struct fbp_type *type, const char *through)
{
    give(HOW_FROZEN, packet, form, type, through, CALLER);
}

void __fbp_send_copy(const void *buffer, uint64_t bytes, const struct fbp_type *type,
                     const char *through)
{
    struct move m;
    if (buffer == NULL)
        return;
    tasks_activate();
    if (!thread_enter())
        return;
    uintptr_t low = (uintptr_t)buffer;
    if (bytes == 0 && type != NULL)
        bytes = type->size;
    move_begin(&m, HOW_SENT, low, CALLER, through);
    move_contents(&m, low, low + bytes, type);
    finish(&m);
    thread_leave();
}

/* ---- the other way ---- */

struct taking {
    struct walk walk;
    uint64_t packet; /* 0: that of whatever is met first, each for itself */
    tag to;
    bool undo;
    bool passed; /* a task was called with it: what the caller owns comes along */
};

/* The caller's, who is no task that was announced, or the task around this one. */
static bool is_callers(uintptr_t at)
{
    const struct task *me = thread_me.task;
    tag is = splits_get(at);
    if (me == NULL || !me->by_entry || !tag_is_task(is) || is == __fbp_self)
        return false;
    tag caller = me->outer == NULL ? TAG_MAIN : me->outer->number;
    return tasks_owner(is) == caller || (caller == TAG_MAIN && tasks_ended(tasks_owner(is)));
}

/* What lies at an address that was sent: its block, and the sending. */
struct sent {
    struct block block;
    struct sending last;
};

static bool is_sent(uintptr_t at, struct sent *s)
{
    /* Words of unknown type are mostly no pointers: the tag says so at once. */
    return at >= 4096 && at < ADDRESS_LIMIT && splits_get(at) == TAG_TRANSIT &&
           block_find(at, &s->block) && senders_latest(&s->block, at, &s->last);
}

static void take_sent(struct taking *t, uintptr_t at, const struct fbp_type *type,
                      const struct sent *found)
{
    const struct block *b = &found->block;
    const struct sending *s = &found->last;
    if (b->freed || s->how != HOW_SENT || (t->packet != 0 && s->packet != t->packet))
        return;
    if (s->low <= b->start && s->high >= b->end)
        shadow_change(b->start, b->end, TAG_TRANSIT, t->to);
    else
        splits_change(s->low, s->high, TAG_TRANSIT, t->to);
    if (t->undo)
        senders_undo(b, s);
    bool from_start = at == s->low;
    walk_push(&t->walk, s->low, s->high < b->end ? s->high : b->end, from_start ? type : NULL, 0);
}

static void take(struct taking *t, uintptr_t at, const struct fbp_type *type)
{
    struct block b;
    struct sent found;
    if (at < 4096 || at >= ADDRESS_LIMIT)
        return;
    if (t->passed && is_callers(at)) {
        if (!block_find(at, &b) || b.freed)
            return;
        shadow_change(b.start, b.end, splits_get(at), t->to);
        walk_push(&t->walk, b.start, b.end, at == b.start ? type : NULL, 0);
    } else if (is_sent(at, &found)) {
        take_sent(t, at, type, &found);
    }
}

static void take_visit(struct walk *walk, uintptr_t pointer, const struct fbp_type *to, bool known,
                       uint32_t flags, unsigned mark)
{
    (void)known;
    (void)mark;
    if ((flags & FBP_POINTER_CHANNEL) == 0)
        take((struct taking *)(void *)walk, pointer, to);
}

void __fbp_receive(void *packet, const struct fbp_type *type, const char *through)
{
    if (packet == NULL || !atomic_load_explicit(&tasks_active, memory_order_relaxed))
        return;
    if (!thread_enter())
        return;
    uintptr_t at = (uintptr_t)packet;
    struct taking t = {.walk = {.visit = take_visit}, .to = thread_stamp()};
    struct sent found;
    bool sent = is_sent(at, &found);
    t.packet = sent ? found.last.packet : 0;
    t.passed = through == NULL;
    if (t.passed)
        take(&t, at, type);
    else if (sent)
        take_sent(&t, at, type, &found);
    else if (type != NULL) /* a copy: what it refers to was sent */
        walk_push(&t.walk, at, at + type->size, type, 0);
    walk_run(&t.walk);
    thread_leave();
}

void __fbp_got(void *packet, const struct fbp_type *type, const char *through)
{
    if (!thread_believes(true))
        __fbp_receive(packet, type, through);
}

void __fbp_not_sent(void *packet)
{
    if (packet == NULL || !thread_enter())
        return;
    uintptr_t at = (uintptr_t)packet;
    struct taking t = {.walk = {.visit = take_visit}, .to = thread_stamp(), .undo = true};
    struct sent found;
    if (is_sent(at, &found)) {
        t.packet = found.last.packet;
        take_sent(&t, at, NULL, &found);
    }
    walk_run(&t.walk);
    thread_leave();
}
