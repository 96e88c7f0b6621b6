/* Every context that a task or main can bring about (B-P1), and the worklist that pushes statuses
 * through their calls until nothing grows. What a context begins with where it has no caller:
 * roots.c. */
#include <stdlib.h>

#include "solve/frozen_statics.h"
#include "solve/status_int.h"

void context_look_again(struct contexts *x, uint32_t ctx)
{
    if (x->all.data[ctx].queued)
        return;
    x->all.data[ctx].queued = true;
    vec_push(&x->todo, ctx);
}

void context_enqueue(struct contexts *x, uint32_t ctx)
{
    x->all.data[ctx].fresh = true;
    context_look_again(x, ctx);
}

uint32_t context_get(struct contexts *x, struct body *b, enum role role, uint32_t task)
{
    uint64_t key = (uint64_t)b->func << 8 | (uint64_t)b->aliased << 1 | role;
    uint32_t id;
    if (map_get(&x->index, key, &id))
        return id;
    id = x->all.len;
    struct context c = {.body = b, .role = (uint8_t)role, .task = task, .from = RIR_NONE};
    c.nentries = b->entries.len;
    c.entries = calloc(c.nentries + 1, sizeof *c.entries);
    c.entry_grown = calloc(c.nentries + 1, sizeof *c.entry_grown);
    c.pushed = calloc(b->calls.len + 1, sizeof *c.pushed);
    if (c.entries == NULL || c.entry_grown == NULL || c.pushed == NULL)
        abort();
    for (uint32_t i = 0; i <= c.nentries; i++) {
        c.entries[i].open = open_everywhere();
        for (int k = 0; k < WITNESSES; k++)
            c.entries[i].by[k].ctx = RIR_NONE;
    }
    vec_push(&x->all, c);
    map_put(&x->index, key, id);
    if (marks_any(x->s, MARK_FROZEN)) /* by any task, any time */
        status_set_marked(x, id, MARK_FROZEN);
    context_enqueue(x, id);
    return id;
}

uint32_t context_find(const struct contexts *x, uint32_t func, bool aliased, enum role role)
{
    uint32_t id;
    return map_get(&x->index, (uint64_t)func << 8 | (uint64_t)aliased << 1 | role, &id) ? id
                                                                                        : RIR_NONE;
}

static void release(struct contexts *x)
{
    for (uint32_t i = 0; i < x->all.len; i++) {
        free(x->all.data[i].entries);
        free(x->all.data[i].entry_grown);
        free(x->all.data[i].pushed);
        vec_free(&x->all.data[i].running);
        vec_free(&x->all.data[i].sure);
        vec_free(&x->all.data[i].frozen);
    }
    running_forget(x);
    vec_free(&x->all);
    vec_free(&x->todo);
    map_free(&x->index);
}

/* By name, or a start whose function is known. */
static bool is_certain(const struct solver *s, const struct body *b, const struct call_rec *r)
{
    uint32_t n;
    const struct rir_insn *in = &b->f->insns[r->insn];
    if (!r->start)
        return in->op == RIR_CALL && in->ref == r->callee;
    return !phase_a_tasks(s->a, &n)[context_task_of_start(s, b, r)].guess;
}

/* The calls that are certain, or all: the certain ones again only where something has grown. */
static void spread(struct contexts *x, bool certain_only)
{
    while (x->todo.len > 0) {
        uint32_t ctx = x->todo.data[--x->todo.len];
        const struct body *b = x->all.data[ctx].body;
        bool fresh = x->all.data[ctx].fresh;
        x->all.data[ctx].queued = x->all.data[ctx].fresh = false;
        for (uint32_t i = 0; i < b->calls.len; i++)
            if (is_certain(x->s, b, &b->calls.data[i]) ? fresh : !certain_only)
                status_push_call(x, ctx, i);
    }
}

/* First by calls that are certain, so that witnesses go that way where there is one. */
static void spread_statuses(struct contexts *x)
{
    roots_of_main(x);
    roots_of_tasks(x);
    spread(x, true);
    for (uint32_t i = 0; i < x->all.len; i++)
        context_look_again(x, i);
    spread(x, false);
    roots_called_back(x);
    spread(x, false);
}

void contexts_build(struct contexts *x, struct solver *s)
{
    *x = (struct contexts){.s = s, .sole_roots = phase_a_sole_roots(s->a, &s->arena)};
    x->contested = ARENA_ARRAY(&s->arena, bool, s->m->globals.len + 1);
    x->divided = ARENA_ARRAY(&s->arena, bool, s->m->globals.len + 1);
    x->asked = ARENA_ARRAY(&s->arena, uint8_t, s->m->globals.len + 1);
    x->one_holder = ARENA_ARRAY(&s->arena, uint8_t, s->m->globals.len + 1);
    x->given = ARENA_ARRAY(&s->arena, uint8_t, s->m->globals.len + 1);
    x->passed = ARENA_NEW(&s->arena, struct passed_marks);
    x->lends_in_task = ARENA_ARRAY(&s->arena, bool, s->m->funcs.len + 1);
    lent_prepare(x);
    frozen_statics_find(x);
    running_init(x);
    spread_statuses(x);
    if (!loans_find(x))
        return;
    release(x); /* statuses only grow: what was lent wrongly needs a new start */
    spread_statuses(x);
}

void contexts_free(struct contexts *x)
{
    release(x);
    lent_views_free(x);
}
