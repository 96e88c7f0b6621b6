/* send-aliased by references from outside: after a send, what the sender owns in the heap, and the
 * static variables of instrumented units, are looked through for words that point into the packet.
 * Its stack is not: local variables count only through their uses. All of the heap is visited at
 * each send, so this is for tests of programs, not for their everyday. */
#include "strict.h"

#include "options.h"
#include "splits.h"
#include "statics.h"

struct look {
    struct walk walk;
    struct move *move;
    const struct fbp_global *variable; /* the words are in it; NULL: in the heap */
};

static void visit(struct walk *walk, uintptr_t pointer, const struct fbp_type *to, bool known,
                  uint32_t flags, unsigned mark)
{
    struct look *l = (struct look *)(void *)walk;
    struct move *m = l->move;
    struct block b;
    struct sending s;
    (void)to, (void)known, (void)flags, (void)mark;
    if (m->problems > 0 || !block_find(pointer, &b) || splits_get(pointer) != TAG_TRANSIT ||
        !senders_latest(&b, pointer, &s) || s.packet != m->packet)
        return;
    m->problems = 1;
    m->problem = (struct violation){.kind = KIND_SEND_ALIASED,
                                    .doing = DOING_SEND,
                                    .address = pointer,
                                    .root = m->root,
                                    .place = m->place,
                                    .through = m->through,
                                    .owner = TAG_TRANSIT,
                                    .outside = true,
                                    .variable = l->variable == NULL ? NULL : l->variable->name};
}

static void in_block(const struct block *b, void *context)
{
    struct look *l = context;
    tag is = splits_get(b->start);
    if (l->move->problems == 0 && tag_is_task(is) && tasks_owner(is) == l->move->self) {
        walk_push(&l->walk, b->start, b->end, NULL, 0);
        walk_run(&l->walk);
    }
}

static void in_variable(const struct fbp_global *v, void *context)
{
    struct look *l = context;
    uintptr_t low = (uintptr_t)v->address;
    if (l->move->problems > 0 || (v->flags & FBP_GLOBAL_SHARED) != 0)
        return;
    l->variable = v;
    walk_push(&l->walk, low, low + v->size, NULL, 0);
    walk_run(&l->walk);
}

void strict_look(struct move *m)
{
    struct look l = {.walk = {.visit = visit, .careful = true}, .move = m};
    if (!options.strict_send || m->how != HOW_SENT || m->problems > 0 || !m->checked)
        return;
    block_each(in_block, &l);
    statics_each(in_variable, &l);
}
