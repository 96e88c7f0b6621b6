/* The search from static variables: before somebody is told that an object is another's, it is
 * looked whether the object is global, that is, whether a variable with static storage leads to
 * it.
 *
 * A library that was not compiled with fbp-cc has memory of its own that it shows to all callers
 * (the names of time zones): what its static data leads to may be read by everybody, and is
 * nobody's to write; nothing is said of it that is not sure. The same holds for what a variable
 * leads to on a stack, and what that leads to (a request in a queue): whoever reads it may.
 *
 * All aligned words of all variables that instrumented units registered are looked at, channels
 * excepted, and of the blocks they lead to; a block is read by a system call that fails, rather
 * than faults, if its owner frees it meanwhile.
 *
 * R16 (global). What is found becomes TAG_GLOBAL, unless it is in transit, frozen, unclaimed,
 *    nobody's, lent to a task that runs, or owned by who looks: these keep what they are, and of
 *    them only the last three are looked into. The very block that is asked for becomes global also
 *    if it was lent whole: what a static variable leads to is never lent. (Whoever lent it asks
 *    from what is lent to nobody, since the very table of jobs leads there.) What was found once is
 *    looked for again before a report rests on it: who has taken it out of the variable may write
 *    it.
 */
#include "search.h"

#include "blocks.h"
#include "loans.h"
#include "prim.h"
#include "senders.h"
#include "set.h"
#include "splits.h"
#include "statics.h"
#include "tasks.h"
#include "thread.h"
#include "walk.h"

struct search {
    struct walk walk;
    uintptr_t wanted;
    bool found;
    const struct fbp_global *by; /* the first variable from which it was found */
    struct set seen;             /* starts of blocks */
    bool only_looks;             /* from what libraries or frames have: nothing changes */
    bool stacks;                 /* and through what lies on stacks */
    bool unlent;                 /* not from what is lent */
};

enum { NEAR = 1024 };
static struct lock lock;

/* A part of it, by itself. */
static bool is_element_lent(const struct search *s, const struct block *b, tag t)
{
    struct loan loan;
    uintptr_t at = s->wanted >= b->start && s->wanted < b->end ? s->wanted : b->start;
    return tasks_is_open(t) && loans_at(at, t, &loan);
}

static bool is_lent(const struct block *b, tag t)
{
    struct sending last;
    return tasks_is_open(t) && senders_latest(b, b->start, &last) && last.how == HOW_LENT;
}

/* Where an object on a stack begins and ends is not known: what lies near is taken for a part of
 * it.
 */
static void on_stack(struct search *s, uintptr_t pointer)
{
    uintptr_t low, high, at = pointer & ~(uintptr_t)(NEAR - 1), from = at - NEAR,
                         to = at + 2 * NEAR;
    tag owner;
    if (!thread_stack_at(pointer, &owner, &low, &high) || !set_add(&s->seen, at | 1))
        return;
    from = from < low ? low : from;
    to = to > high ? high : to;
    s->found |= s->wanted >= from && s->wanted < to;
    walk_push(&s->walk, from, to, NULL, 0);
}

static void visit(struct walk *walk, uintptr_t pointer, const struct fbp_type *to, bool known,
                  uint32_t flags, unsigned mark)
{
    struct search *s = (struct search *)(void *)walk;
    struct block b;
    (void)to, (void)known, (void)flags, (void)mark;
    bool heap = block_find(pointer, &b);
    if (!heap && s->stacks)
        on_stack(s, pointer);
    if (!heap || b.freed || !set_add(&s->seen, b.start))
        return;
    bool wanted = s->wanted >= b.start && s->wanted < granule_up(b.end);
    s->found |= wanted;
    if (s->only_looks) {
        walk_push(&s->walk, b.start, b.end, NULL, 0);
        return;
    }
    tag t = splits_get(wanted ? s->wanted : b.start);
    bool task = tag_is_task(t), mine = task && tasks_owner(t) == __fbp_self;
    if (task && !mine && (wanted || !is_lent(&b, t)) && !is_element_lent(s, &b, t))
        splits_change(b.start, granule_up(b.end), t, TAG_GLOBAL);
    if (task || t == TAG_GLOBAL || t == TAG_SPLIT || t == TAG_UNTRACKED)
        walk_push(&s->walk, b.start, b.end, NULL, 0);
}

static bool is_unlent(tag t, void *context)
{
    (void)context;
    return !tag_is_task(t) || !tasks_is_open(t);
}

static void push_unlent(struct search *s, uintptr_t low, uintptr_t high)
{
    enum { WORD = sizeof(uintptr_t) };
    uintptr_t lent;
    tag t;
    while (low < high) {
        if (!splits_find_not(low, high, is_unlent, NULL, &lent, &t))
            lent = high;
        walk_push(&s->walk, low, lent, NULL, 0);
        low = (lent & ~(uintptr_t)(WORD - 1)) + WORD;
    }
}

static void from_variable(const struct fbp_global *v, void *context)
{
    struct search *s = context;
    uintptr_t low = (uintptr_t)v->address;
    if ((v->flags & FBP_GLOBAL_CHANNEL) != 0)
        return;
    if (s->unlent)
        push_unlent(s, low, low + v->size);
    else
        walk_push(&s->walk, low, low + v->size, NULL, 0);
    walk_run(&s->walk);
    if (s->found && s->by == NULL)
        s->by = v;
}

static struct search begin(uintptr_t wanted, bool only_looks)
{
    lock_take(&lock);
    return (struct search){
        .walk = {.visit = visit, .careful = true}, .wanted = wanted, .only_looks = only_looks};
}

static bool finish(struct search *s)
{
    lock_give(&lock);
    set_free(&s->seen);
    return s->found;
}

static const struct fbp_global *from_variables(uintptr_t wanted, bool unlent)
{
    struct search s = begin(wanted, false);
    s.unlent = unlent;
    statics_each(from_variable, &s);
    finish(&s);
    return s.by;
}

const struct fbp_global *search_statics(uintptr_t wanted)
{
    return from_variables(wanted, false);
}

const struct fbp_global *search_unlent(uintptr_t wanted)
{
    return from_variables(wanted, true);
}

bool search_loosely(uintptr_t wanted)
{
    struct search s = begin(wanted, true);
    s.stacks = true;
    statics_each(from_variable, &s);
    return finish(&s);
}

/* Is there a variable of ours in it? Then its words were looked at, as far as they are to be. */
struct range {
    uintptr_t low, high;
    bool ours;
};

static void is_within(const struct fbp_global *v, void *context)
{
    struct range *r = context;
    r->ours |= (uintptr_t)v->address >= r->low && (uintptr_t)v->address < r->high;
}

static void from_segment(uintptr_t low, uintptr_t high, void *context)
{
    struct search *s = context;
    /* The program itself, which this is a part of, is ours in any case. */
    struct range r = {low, high, (uintptr_t)&lock >= low && (uintptr_t)&lock < high};
    statics_each(is_within, &r);
    if (r.ours || s->found)
        return;
    walk_push(&s->walk, low, high, NULL, 0);
    walk_run(&s->walk);
}

bool search_libraries(uintptr_t wanted)
{
    struct search s = begin(wanted, true);
    statics_each_segment(from_segment, &s);
    return finish(&s);
}

bool search_frames(uintptr_t low, uintptr_t high, uintptr_t wanted)
{
    struct search s = begin(wanted, true);
    walk_push(&s.walk, low, high, NULL, 0);
    walk_run(&s.walk);
    return finish(&s);
}

void search_reset_lock(void)
{
    lock_reset(&lock);
}
