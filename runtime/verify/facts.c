/* What is known of a violation: who, where, what it touches, who gave that away and how, who
 * allocated it. */
#include "facts.h"

#include <string.h>

#include "allocs.h"
#include "loans.h"
#include "options.h"
#include "splits.h"
#include "statics.h"
#include "tasks.h"
#include "thread.h"

static struct who who_is(uint64_t serial)
{
    struct who w = {.known = serial != UINT64_MAX, .serial = serial};
    if (serial == 0)
        w.name = "main";
    for (unsigned i = 1; i <= TAG_LAST_TASK && w.known && w.name == NULL && serial != 0; i++) {
        const struct task *t = tasks_of((tag)i);
        if (t->serial == serial)
            w.name = symbols_function((uintptr_t)t->function);
        if (t->serial == 0) /* numbers are given out in order */
            break;
    }
    return w;
}

static struct who who_has(tag t)
{
    return who_is(tasks_of(tasks_owner(t))->serial);
}

static void where(struct frames *to, uintptr_t place, size_t most)
{
    to->n +=
        symbols_of(place, to->at + to->n, most < FACT_FRAMES - to->n ? most : FACT_FRAMES - to->n);
}

static void lent_facts(struct facts *f, tag t)
{
    const struct task *task = tasks_of(t);
    f->given = true;
    f->how = HOW_LENT;
    f->giver = who_is(task->starter);
    f->borrower = who_is(task->serial);
    f->through = task->through;
    where(&f->given_at, task->place, FACT_FRAMES);
}

static void heap_facts(struct facts *f, const struct block *b, uintptr_t address)
{
    struct sending s = f->violation->given;
    struct alloc a;
    bool allocated = allocs_find(b->start, &a);
    uint64_t me = thread_me.task == NULL ? 0 : thread_me.task->serial;
    f->memory = MEMORY_HEAP;
    f->size = b->end - b->start;
    f->offset = address - b->start;
    f->freed = b->freed;
    if (s.packet != 0 || senders_by(b, address, me, &s) || senders_latest(b, address, &s)) {
        f->given = true;
        f->how = s.how;
        f->giver = who_is(s.by);
        if (s.how == HOW_LENT)
            f->borrower = who_is(s.to);
        f->through = s.through;
        where(&f->given_at, s.place, FACT_FRAMES);
    }
    if (allocated) {
        f->allocated = true;
        f->allocator = who_is(a.by);
        for (int i = 0; i < ALLOC_FRAMES && i < options.malloc_context_size; i++)
            where(&f->allocated_at, a.places[i], FACT_FRAMES);
    }
}

void facts_find(struct facts *f, const struct violation *v)
{
    struct block b;
    struct loan loan;
    tag t = v->owner, owner;
    *f = (struct facts){.violation = v, .memory = MEMORY_OTHER};
    f->who = who_is(thread_me.task == NULL ? 0 : thread_me.task->serial);
    bool heap = v->block.start != 0 || block_find(v->address, &b);
    if (v->block.start != 0)
        b = v->block;
    f->in_transit = t == TAG_TRANSIT;
    const struct fbp_global *variable = statics_variable(v->address);
    if (heap) {
        heap_facts(f, &b, v->address);
        if (tag_is_task(t))
            f->owner = who_has(t);
    } else if (variable != NULL) {
        f->memory = MEMORY_STATIC;
        f->variable = variable->name;
        f->size = variable->size;
        f->offset = v->address - (uintptr_t)variable->address;
    } else if (statics_contain(v->address)) {
        f->memory = MEMORY_STATIC;
    } else if (thread_owns(v->address)) {
        f->memory = MEMORY_STACK;
        f->stack_of = f->who;
    } else if (thread_stack_at(v->address, &owner, NULL, NULL)) {
        f->memory = MEMORY_STACK;
        f->stack_of = who_has(owner);
    }
    if (!f->given && tag_is_task(t) && tasks_is_open(t) && loans_at(v->address, t, &loan))
        lent_facts(f, t);
    /* last: in static programs what unwinds the stack allocates, perhaps where the block was */
    long depth = options.stack_depth < FACT_FRAMES ? options.stack_depth : FACT_FRAMES;
    f->frames.n = symbols_stack(v->place, f->frames.at, depth < 1 ? 1 : (size_t)depth);
    f->asked = f->frames.n > 0 && asked_at(&f->frames.at[0], &f->question);
}
