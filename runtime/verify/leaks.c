/* Packets that a task loses: it returns, owns them, and nothing refers to them any more.
 *
 * Off unless leaks=1, since it looks at all of the heap each time. Lost is a block that the task
 * owns, that was not lent to it, and to which no way leads from: what it returns; what is above the
 * task's frame on its thread's stack, thread-local variables among it; writable static data of all
 * code, but for channels: what is left in one was taken out of it; blocks of the heap that are not
 * such candidates. */
#include "leaks.h"

#include "blocks.h"
#include "options.h"
#include "report.h"
#include "senders.h"
#include "set.h"
#include "splits.h"
#include "statics.h"
#include "thread.h"
#include "walk.h"

struct leaks {
    struct walk walk;
    struct task *task;
    struct set own, reached;
    uintptr_t lost;
};

static bool is_candidate(const struct leaks *l, const struct block *b)
{
    struct sending s;
    tag is = splits_get(b->start);
    if (!tag_is_task(is) || tasks_owner(is) != l->task->number)
        return false;
    return !senders_latest(b, b->start, &s) || s.how != HOW_LENT || s.to != l->task->serial;
}

static void note_own(const struct block *b, void *context)
{
    struct leaks *l = context;
    if (is_candidate(l, b))
        set_add(&l->own, b->start);
}

static void visit(struct walk *walk, uintptr_t pointer, const struct fbp_type *to, bool known,
                  uint32_t flags, unsigned mark)
{
    struct leaks *l = (struct leaks *)(void *)walk;
    struct block b;
    (void)to, (void)known, (void)flags, (void)mark;
    if (block_find(pointer, &b) && set_has(&l->own, b.start) && set_add(&l->reached, b.start))
        walk_push(&l->walk, b.start, b.end, NULL, 0);
}

static void from_range(uintptr_t low, uintptr_t high, void *context)
{
    struct leaks *l = context;
    walk_push(&l->walk, low, high, NULL, 0);
    walk_run(&l->walk);
}

/* A segment without the channels in it. */
struct segment {
    struct leaks *l;
    uintptr_t from, high;
};

static void up_to_channel(const struct fbp_global *v, void *context)
{
    struct segment *s = context;
    uintptr_t low = (uintptr_t)v->address;
    if ((v->flags & FBP_GLOBAL_CHANNEL) == 0 || low < s->from || low >= s->high)
        return;
    from_range(s->from, low, s->l);
    s->from = low + v->size;
}

static void from_segment(uintptr_t low, uintptr_t high, void *context)
{
    struct segment s = {context, low, high};
    statics_each(up_to_channel, &s); /* by address */
    if (s.from < s.high)
        from_range(s.from, s.high, s.l);
}

static void from_block(const struct block *b, void *context)
{
    struct leaks *l = context;
    if (!set_has(&l->own, b->start))
        from_range(b->start, b->end, l);
}

/* One to which no other lost block leads, if there is one. */
static void find_lost(const struct block *b, void *context)
{
    struct leaks *l = context;
    if (!set_has(&l->own, b->start) || set_has(&l->reached, b->start))
        return;
    set_add(&l->reached, b->start); /* by itself, so that a ring has a first */
    from_range(b->start, b->end, l);
    l->lost = b->start;
}

void leaks_report(struct task *task, uintptr_t place, uintptr_t frame, void *result)
{
    struct leaks l = {.walk = {.visit = visit, .careful = true}, .task = task};
    if (!options.leaks)
        return;
    block_each(note_own, &l);
    visit(&l.walk, (uintptr_t)result, NULL, false, 0, 0);
    walk_run(&l.walk);
    if (thread_owns(frame))
        from_range(frame, thread_me.high, &l);
    statics_each_segment(from_segment, &l);
    block_each(from_block, &l);
    block_each(find_lost, &l);
    set_free(&l.own);
    set_free(&l.reached);
    if (l.lost == 0)
        return;
    struct violation v = {.kind = KIND_PACKET_LEAK,
                          .doing = DOING_RETURN,
                          .address = l.lost,
                          .root = l.lost,
                          .place = place,
                          .owner = task->number};
    report(&v);
}
