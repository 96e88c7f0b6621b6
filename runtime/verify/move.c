/* Giving a packet away, seen by its objects: each that the giver owns gets a new tag, and what
 * it leads to is looked at.
 *
 *   event    root, or by a pointer's type   by a word of unknown type
 *   sent     TAG_TRANSIT                    TAG_UNCLAIMED
 *   frozen   TAG_FROZEN                     TAG_UNTRACKED
 *   lent     the new task's number          TAG_UNCLAIMED; of two tasks: TAG_UNTRACKED
 *
 * R9 (mine). Only what the giver owns changes: its own, what it inherited, what is unclaimed; of
 *    main also what static variables lead to. What is somebody else's stays as it is, and is a
 *    violation if it surely belongs to the packet: double-send if the giver has given it away
 *    before, else send-unowned.
 *
 * R10 (once). The tag is changed before the contents are pushed, so that each block is looked at
 *    once and a cycle ends. Local variables, which have no tag then, are remembered for the walk.
 *
 * R11 (elements). A block that two elements of an array surely lead to is lent with the first that
 * is lent, and a second start with it is a double-send, as with any other packet; unless a static
 *    variable leads to it. Other elements of its own array stay what they are. A thunk leads to an
 *    element if it was passed as one (E6). R23 (doubts.c): elements that may be more. */
#include "move.h"

#include "doubts.h"
#include "loans.h"
#include "mistake.h"
#include "search.h"
#include "splits.h"
#include "statics.h"
#include "thread.h"
#include "whose.h"

/* A walk's mark: below an immutable object everything is frozen, whatever is done with the rest. */
enum { MARK_PLAIN, MARK_IMMUTABLE };

static bool is_mine(tag t, void *context)
{
    const struct move *m = context;
    if (t == TAG_UNTRACKED)
        return false;
    if (!m->checked)
        return t == TAG_MAIN || t == TAG_UNCLAIMED;
    if (tag_is_task(t))
        return whose_mine(t, m->block, m->at);
    return t == TAG_UNCLAIMED || (t == TAG_GLOBAL && m->self == TAG_MAIN && m->how != HOW_LENT);
}

static void wrong(struct move *m, enum kind kind, uintptr_t address, tag owner)
{
    static const enum doing doings[] = {
        [HOW_SENT] = DOING_SEND, [HOW_FROZEN] = DOING_FREEZE, [HOW_LENT] = DOING_START};
    if (!m->checked || m->problems++ > 0)
        return;
    m->problem = (struct violation){.kind = kind,
                                    .doing = doings[m->how],
                                    .address = address,
                                    .root = m->root,
                                    .place = m->place,
                                    .through = m->through,
                                    .owner = owner};
}

static bool lent_by(tag t, uint64_t serial)
{
    return tag_is_task(t) && tasks_is_open(t) && tasks_of(t)->starter == serial;
}

/* What is lent in doubt: of the element alone the type is sure (R23). */
static void push_in_doubt(struct move *m, uintptr_t low, uintptr_t high)
{
    uintptr_t at = m->at, end = m->type == NULL ? at : at + m->type->size;
    m->element = true;
    walk_push(&m->walk, low, at, NULL, MARK_PLAIN);
    walk_push(&m->walk, at, end, m->type, MARK_PLAIN);
    walk_push(&m->walk, end, high, NULL, MARK_PLAIN);
}

/* It was lent before, but perhaps only another part of it. Then it is nobody's now, and what the
 * new task is given is below it. */
static bool ends_a_doubt(struct move *m, uintptr_t low, uintptr_t high, tag t,
                         const struct sending *before, bool root)
{
    bool lent = before != NULL && before->how == HOW_LENT;
    bool is = t == TAG_UNTRACKED || doubts_end(lent ? before->to_number : t, m->at);
    if (is && root && m->how == HOW_LENT)
        push_in_doubt(m, low, high);
    return is;
}

/* Something of the packet is not the giver's. */
static void not_mine(struct move *m, const struct block *b, uintptr_t at, tag t, bool known,
                     bool root)
{
    struct sending before;
    bool mine_once = senders_by(b, at, m->serial, &before);
    if (mine_once && before.packet == m->packet)
        return;
    if (ends_a_doubt(m, b->start, b->end, t, mine_once ? &before : NULL, root))
        return;
    if (t == TAG_FROZEN || (m->how == HOW_LENT && t == m->to->number))
        return;
    if (m->how == HOW_LENT && (t == TAG_GLOBAL || (t == TAG_MAIN && statics_contain(at))))
        return;
    bool own_array = m->root >= b->start && m->root < b->end;
    if (m->how == HOW_LENT && m->element && !root && own_array)
        return;
    if (!known) { /* what two tasks were lent in that way is nobody's */
        if (m->how == HOW_LENT && m->element && (lent_by(t, m->serial) || t == TAG_UNCLAIMED))
            shadow_change(b->start, b->end, t, TAG_UNTRACKED);
        return;
    }
    if (m->how == HOW_LENT && search_statics(at) && splits_get(at) == TAG_GLOBAL)
        return;
    /* What else the task has that the giver has started was never the giver's. */
    struct loan loan;
    bool again = mine_once || (lent_by(t, m->serial) && loans_at(at, t, &loan));
    if (m->how == HOW_FROZEN && again)
        wrong(m, KIND_USE_AFTER_SEND, at, t);
    else
        wrong(m, again ? KIND_DOUBLE_SEND : KIND_SEND_UNOWNED, at, t);
}

/* A block that was freed is no part of anything, but who gave it away before gives it away again.
 */
static void freed(struct move *m, const struct block *b, uintptr_t at, bool known)
{
    struct sending before;
    if (known && senders_by(b, at, m->serial, &before) && before.how == HOW_SENT)
        wrong(m, m->how == HOW_FROZEN ? KIND_USE_AFTER_SEND : KIND_DOUBLE_SEND, at, splits_get(at));
}

static tag new_tag(const struct move *m, bool known, unsigned mark)
{
    if (mark == MARK_IMMUTABLE || m->how == HOW_FROZEN)
        return known ? TAG_FROZEN : TAG_UNTRACKED;
    if (!known)
        return TAG_UNCLAIMED;
    return m->how == HOW_SENT ? TAG_TRANSIT : m->to->number;
}

static void note(struct move *m, const struct block *b, uintptr_t low, uintptr_t high, enum how how)
{
    struct sending s = {.packet = m->packet,
                        .by = m->serial,
                        .low = low,
                        .high = high,
                        .place = m->place,
                        .through = m->through,
                        .how = (uint8_t)how};
    if (how == HOW_LENT || how == HOW_PERHAPS) {
        s.to = m->to->serial;
        s.to_number = m->to->number;
    }
    senders_note(b, &s);
}

/* A type that begins somewhere inside the block: its elements before and after, if that works out.
 */
static void push_block(struct move *m, const struct block *b, uintptr_t at,
                       const struct fbp_type *type, unsigned mark)
{
    if (type != NULL && at != b->start && (type->size == 0 || (at - b->start) % type->size != 0)) {
        walk_push(&m->walk, b->start, at, NULL, mark);
        walk_push(&m->walk, at, b->end, type, mark);
        return;
    }
    walk_push(&m->walk, b->start, b->end, type, mark);
}

/* Perhaps a part of the packet: a word of unknown type leads to it. What two tasks were lent in
 * that way may be lent to neither, and is nobody's. */
static void perhaps(struct move *m, const struct block *b, uintptr_t at,
                    const struct fbp_type *type, tag t, tag to, unsigned mark)
{
    struct sending before;
    bool lend = m->how == HOW_LENT && mark == MARK_PLAIN;
    if (lend && senders_perhaps(b, &before)) {
        const struct task *other = tasks_of(before.to_number);
        if (before.packet == m->packet) /* R10 */
            return;
        if (other->serial == before.to && tasks_is_open(before.to_number))
            to = TAG_UNTRACKED;
    } else if (t == to) {
        return; /* it was reached before: R10 */
    }
    shadow_change(b->start, b->end, t, to);
    if (lend)
        note(m, b, b->start, b->end, HOW_PERHAPS);
    push_block(m, b, at, type, mark);
}

/* What was found global, and was taken out of the variable since, is the sender's (R16). */
static tag looked_at_again(const struct move *m, const struct block *b, tag t)
{
    if (t != TAG_GLOBAL || !m->checked || m->self == TAG_MAIN || search_statics(b->start))
        return t;
    shadow_change(b->start, b->end, t, m->self);
    return m->self;
}

/* [low, high) of a block of the heap, to which `at` points. */
static void move_heap(struct move *m, const struct block *b, uintptr_t low, uintptr_t high,
                      uintptr_t at, const struct fbp_type *type, bool known, bool root,
                      unsigned mark)
{
    bool whole = low <= b->start && high >= b->end;
    tag t = splits_get(low), other, to = new_tag(m, known, mark);
    uintptr_t where = low;
    bool lend = m->how == HOW_LENT && mark == MARK_PLAIN;
    other = t = known ? looked_at_again(m, b, t) : t;
    /* What main gives by name is the task's, and all of it while no other task can be there. */
    bool take_global =
        t == TAG_GLOBAL && m->self == TAG_MAIN && lend && (root || tasks_running(m->to) == 0);
    m->block = b;
    m->at = at;
    if (!is_mine(t, m) && !take_global) {
        not_mine(m, b, low, t, known, root);
        return;
    }
    if (!known) {
        perhaps(m, b, at, type, t, to, mark);
        return;
    }
    if (m->checked && splits_find_not(low, high, is_mine, m, &where, &other) &&
        other != TAG_GLOBAL) {
        not_mine(m, b, where, other, known, root);
        if (m->problems > 0)
            return;
    }
    if (lend && !whole)
        loans_make(m->to, LOAN_HEAP, low, high, t);
    else if (shadow_differs(low, high, t) == high && granule_down(low) == low)
        splits_fill(low, high, to);
    else /* channels and what is frozen inside stay what they are */
        splits_fill_if(low, high, is_mine, m, to);
    if (!lend || whole)
        note(m, b, low, high, mark == MARK_IMMUTABLE ? HOW_FROZEN : m->how);
    if (whole)
        push_block(m, b, at, type, mark);
    else
        walk_push(&m->walk, low, high < b->end ? high : b->end, type, mark);
}

static bool is_given(tag t, void *context)
{
    const struct move *m = context;
    return is_mine(t, context) || (t == TAG_GLOBAL && m->self == TAG_MAIN);
}

/* What a task is given is in [low, high), which is `b` or a variable, and may be an element of it:
 * R23. If others have parts of that it is one, and nobody knows how large. */
static void lend_in_doubt(struct move *m, const struct block *b, uintptr_t low, uintptr_t high)
{
    bool known = m->type != NULL && m->type->size != 0;
    tag t = splits_get(m->at), other;
    uintptr_t where;
    if (!is_given(t, m))
        return;
    if (splits_find_not(low, high, is_given, m, &where, &other)) {
        splits_fill_if(low, high, is_given, m, TAG_UNTRACKED);
    } else {
        if (b == NULL)
            loans_make(m->to, LOAN_STATIC, low, high, t);
        else
            note(m, b, low, high, HOW_LENT);
        splits_fill(low, high, m->to->number);
        doubts_make(m->to, low, high, m->at, known ? m->type->size : 1);
    }
    push_in_doubt(m, low, high);
}

static void move_heap_in_doubt(struct move *m, const struct block *b)
{
    tag t = splits_get(m->at);
    m->block = b;
    if (is_given(t, m))
        lend_in_doubt(m, b, b->start, granule_up(b->end));
    else
        not_mine(m, b, m->at, t, true, true);
}

/* What a loan gives back of the lender's own stack: R24. */
static tag own_before(const struct move *m, tag t)
{
    return t == m->self && !MISTAKE("R24-lender") ? TAG_MAIN : t;
}

/* On a stack: fine only as a loan. */
static void move_stack(struct move *m, uintptr_t at, uint64_t form, const struct fbp_type *type,
                       bool own, bool known, bool root)
{
    if (m->how != HOW_LENT) {
        if (known)
            wrong(m, KIND_SEND_UNOWNED, at, splits_get(at));
        return;
    }
    uintptr_t bytes = type != NULL ? type->size : 0;
    if (root && form != FBP_FORM_WHOLE && own) {
        tag t = splits_get(at);
        if (lent_by(t, m->serial)) {
            wrong(m, KIND_DOUBLE_SEND, at, t);
            return;
        }
        loans_make(m->to, LOAN_STACK, at, at + form, own_before(m, t)); /* R24 */
        bytes = form;
    } else if (own) { /* R12: see check.c */
        m->to->exempt_low = (uintptr_t)__builtin_frame_address(0);
        m->to->exempt_high = thread_me.high;
        m->to->exempt_set = true;
    } else if (thread_me.task != NULL && thread_me.task->exempt_set) {
        m->to->exempt_low = thread_me.task->exempt_low;
        m->to->exempt_high = thread_me.task->exempt_high;
        m->to->exempt_set = true;
    }
    if (own && (root || (known && set_add(&m->frames, at))))
        walk_push(&m->walk, at, at + bytes, type, MARK_PLAIN);
}

static void move_static(struct move *m, uintptr_t at, uint64_t form, const struct fbp_type *type,
                        bool known, bool root, bool in_doubt)
{
    const struct fbp_global *v = statics_variable(at);
    if (!known || v == NULL || (v->flags & (FBP_GLOBAL_SHARED | FBP_GLOBAL_CONSTANT)) != 0)
        return;
    if (m->how != HOW_LENT) {
        if (root || m->how == HOW_SENT)
            wrong(m, root ? KIND_SEND_UNOWNED : KIND_SEND_ALIASED, at, splits_get(at));
        return;
    }
    if (!root || (v->flags & FBP_GLOBAL_NAMED) != 0)
        return;
    uintptr_t low = (uintptr_t)v->address, high = low + v->size;
    if (form != FBP_FORM_WHOLE) {
        low = at;
        high = at + form < high ? at + form : high;
    }
    tag t = splits_get(in_doubt ? at : low), other;
    uintptr_t where;
    if (ends_a_doubt(m, low, high, t, NULL, true))
        return;
    if (in_doubt && doubts_element(at, low, high, type)) {
        lend_in_doubt(m, NULL, low, high);
        return;
    }
    if (splits_find_not(low, high, is_mine, m, &where, &other) && lent_by(other, m->serial)) {
        wrong(m, KIND_DOUBLE_SEND, where, other);
        return;
    }
    if (!is_mine(t, m) && t != TAG_MAIN)
        return;
    loans_make(m->to, LOAN_STATIC, low, high, t);
    walk_push(&m->walk, low, high, type, MARK_PLAIN);
}

static void meet(struct move *m, uintptr_t at, uint64_t form, const struct fbp_type *type,
                 bool known, bool root, uint32_t flags, unsigned mark)
{
    struct block b;
    tag owner;
    bool in_doubt = form == FBP_FORM_UNKNOWN && root && m->how == HOW_LENT;
    m->block = NULL;
    m->at = at;
    m->type = type;
    if (form == FBP_FORM_UNKNOWN)
        form = FBP_FORM_WHOLE;
    if ((flags & FBP_POINTER_CHANNEL) != 0 || at < 4096 || at >= ADDRESS_LIMIT)
        return;
    if ((flags & FBP_POINTER_IMMUTABLE) != 0)
        mark = MARK_IMMUTABLE;
    if (thread_owns(at) && !block_find(at, &b)) {
        move_stack(m, at, form, type, true, known, root);
    } else if (block_find(at, &b)) {
        uintptr_t low = b.start, high = granule_up(b.end);
        if (b.freed) {
            freed(m, &b, at, known);
            return;
        }
        if (in_doubt && doubts_element(at, b.start, b.end, type)) {
            move_heap_in_doubt(m, &b);
            return;
        }
        if (form != FBP_FORM_WHOLE) {
            low = at;
            high = at + form < b.end ? at + form : high;
        }
        move_heap(m, &b, low, high, at, type, known, root, mark);
    } else if (statics_contain(at)) {
        move_static(m, at, form, type, known, root, in_doubt);
    } else if (thread_stack_at(at, &owner, NULL, NULL)) {
        move_stack(m, at, form, type, false, known, root);
    }
}

static void visit(struct walk *walk, uintptr_t pointer, const struct fbp_type *to, bool known,
                  uint32_t flags, unsigned mark)
{
    struct move *m = (struct move *)(void *)walk;
    uint64_t form = m->how == HOW_LENT && known ? doubts_passed(pointer) : FBP_FORM_WHOLE;
    meet(m, pointer, form, to, known, false, flags, mark);
}

void move_begin(struct move *m, enum how how, uintptr_t root, uintptr_t place, const char *through)
{
    *m = (struct move){.walk = {.visit = visit},
                       .how = how,
                       .packet = senders_new_packet(),
                       .root = root,
                       .place = place,
                       .through = through,
                       .self = __fbp_self,
                       .checked = thread_me.kind != THREAD_UNKNOWN};
    m->serial = whose_serial();
}

void move_packet(struct move *m, uint64_t form, const struct fbp_type *type)
{
    meet(m, m->root, form, type, true, true, 0, MARK_PLAIN);
    walk_run(&m->walk);
    set_free(&m->frames);
}

void move_contents(struct move *m, uintptr_t low, uintptr_t high, const struct fbp_type *type)
{
    walk_push(&m->walk, low, high, type, MARK_PLAIN);
    walk_run(&m->walk);
    set_free(&m->frames);
}
