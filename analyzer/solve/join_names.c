/* Joins by reference (ANALYSIS.md, 3): `m = receive(); while (m) { send(m); m = receive(); }` makes
 * objects in two places and has one variable for them. At a join objects are named by what refers
 * to them, where that is one variable only; else the loop would begin with "one of these two", of
 * which one may have been sent.
 *
 * B-F7. An object that the phi of a block refers to on an edge, certainly, and nothing else in the
 * state does, is that phi's object behind the edge. It is another name and nothing more: the object
 * that had it in an earlier round is one of its earlier objects first, as with objects that an
 * instruction makes (B-M5). Only where packets are sent; what is made only by name differs
 * elsewhere. */
#include "solve/join_names.h"

#include <stdlib.h>
#include <string.h>

#include "solve/forget.h"
#include "solve/memory_int.h"

/* The one object that a value refers to on every path, if it is one that was made here; else
 * RIR_NONE. */
static uint32_t made_object(struct env *e, set_id refers)
{
    uint32_t n;
    const struct target *t = set_get(sets_of(e), refers, &n);
    if (n != 1 || t->cert == CERT_MAY || t->off != 0 || t->stride != 0)
        return RIR_NONE;
    const struct node *node = &e->b->nodes.data[t->node];
    return node->kind == N_HEAP && !node->summary ? t->node : RIR_NONE;
}

/* The object itself, or what hangs below it: that leads back to it. */
static bool is_part(const struct body *b, uint32_t node, uint32_t object)
{
    const struct node *n = &b->nodes.data[node], *o = &b->nodes.data[object];
    if (node == object || n->kind != N_HEAP || o->kind != N_HEAP || n->ref != o->ref)
        return node == object;
    return o->off < MADE_PER_CALL ? n->off == MADE_PER_CALL : n->off == (o->off | 1);
}

/* How many values and slots behind the edge refer to it; marks are no references. */
static uint32_t references(struct env *e, uint32_t from, uint32_t to, uint32_t node)
{
    const struct body *b = e->b;
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->w->nlive[to]; i++)
        n += set_has_node(sets_of(e), env_get(e, b->w->live[to][i]), node);
    for (uint32_t i = 0; i < b->f->blocks[to].count; i++) {
        const struct rir_insn *phi = &b->f->insns[b->f->blocks[to].first + i];
        uint32_t arg = phi->op == RIR_PHI ? edge_phi_input(phi, from) : RIR_NONE;
        if (phi->op != RIR_PHI)
            break;
        n += arg != RIR_NONE && set_has_node(sets_of(e), env_get(e, arg), node);
    }
    for (uint32_t i = 0; i < e->mem.len; i++)
        n += node_is_object(b, e->mem.data[i].node) && !is_part(b, e->mem.data[i].node, node) &&
             set_has_node(sets_of(e), e->mem.data[i].set, node);
    return n;
}

/* The object that the phi may give its name to on this edge; RIR_NONE: none. */
static uint32_t renamed_by(struct env *e, const struct rir_insn *phi, uint32_t from, uint32_t to)
{
    uint32_t arg = edge_phi_input(phi, from);
    uint32_t node = arg == RIR_NONE ? RIR_NONE : made_object(e, env_get(e, arg));
    return node != RIR_NONE && references(e, from, to, node) == 1 ? node : RIR_NONE;
}

/* What hangs below an object that was received is one node by itself (packets.c). Where nothing but
 * the object and its own parts refers to that, it is named with it. */
static void name_rest(struct env *e, uint32_t from, uint32_t to, uint32_t rest, uint32_t root,
                      uint32_t name)
{
    const struct body *b = e->b;
    uint32_t inside = 0, first, end = slots_of(&e->mem, root, &first);
    for (uint32_t i = first; i < end; i++)
        inside += set_has_node(sets_of(e), e->mem.data[i].set, rest);
    if (inside != 0 && references(e, from, to, rest) == inside && b->nodes.data[name].summary)
        memory_rename(e, rest, name);
}

/* `name`: what the object is to be called behind the edge; `rest`: what hangs below it, if that is
 * one. */
static void name_object(struct env *e, uint32_t from, uint32_t to, uint32_t node, uint32_t name,
                        uint32_t rest_name)
{
    struct body *b = e->b;
    uint32_t made = b->nodes.data[node].ref, rest = RIR_NONE;
    if (name == node || b->nodes.data[name].summary)
        return;
    memory_age_node(e, name);
    memory_rename(e, node, name);
    for (uint32_t i = 0; i < b->nodes.len; i++)
        if (b->nodes.data[i].kind == N_HEAP && b->nodes.data[i].ref == made &&
            b->nodes.data[i].off == MADE_PER_CALL)
            rest = i;
    if (rest == RIR_NONE || rest == rest_name)
        return;
    memory_age_node(e, rest_name);
    name_rest(e, from, to, rest, name, rest_name);
}

/* ---- by variables, and by members and variables in memory ---- */

static void name_by_phis(struct env *e, uint32_t from, uint32_t to)
{
    struct body *b = e->b;
    for (uint32_t i = b->f->blocks[to].first; b->f->insns[i].op == RIR_PHI; i++) {
        uint32_t node = renamed_by(e, &b->f->insns[i], from, to);
        if (node != RIR_NONE)
            name_object(e, from, to, node, node_made(b, i, 0), node_made(b, i, MADE_PER_CALL));
    }
}

/* Loops alone: what comes to another join by two ways was mostly made before them. */
static bool is_loop(const struct flow *w, uint32_t block)
{
    for (uint32_t i = 0; w->in_cycle[block] && i < w->npreds[block]; i++)
        if (w->rank[w->preds[block][i]] >= w->rank[block])
            return true;
    return false;
}

/* The object that an exact slot of a singular object refers to, and nothing else; RIR_NONE: none.
 */
static uint32_t renamed_by_slot(struct env *e, const struct slot *s, uint32_t from, uint32_t to)
{
    const struct node *owner = &e->b->nodes.data[s->node];
    bool named = owner->local || owner->entry != RIR_NONE;
    if (s->stride != 0 || owner->summary || !named)
        return RIR_NONE;
    uint32_t node = made_object(e, s->set);
    return node != RIR_NONE && node != s->node && references(e, from, to, node) == 1 ? node
                                                                                     : RIR_NONE;
}

enum { MAX_SLOTS_NAMED = 8 };

/* What a name renames moves slots: from the beginning after each. */
static void name_by_slots(struct env *e, uint32_t from, uint32_t to)
{
    struct body *b = e->b;
    uint32_t first = b->f->blocks[to].first, done = 0;
    for (uint32_t i = 0; i < e->mem.len && done < MAX_SLOTS_NAMED; i++) {
        struct slot s = e->mem.data[i];
        uint32_t node = renamed_by_slot(e, &s, from, to);
        uint32_t name = node == RIR_NONE ? node : node_at_slot(b, first, s.node, s.off, false);
        if (name == node || b->nodes.data[name].summary)
            continue;
        name_object(e, from, to, node, name, node_at_slot(b, first, s.node, s.off, true));
        i = UINT32_MAX;
        done++;
    }
}

static bool any_renamed(struct env *e, uint32_t from, uint32_t to)
{
    const struct rir_block *blk = &e->b->f->blocks[to];
    for (uint32_t i = 0; is_loop(e->b->w, to) && i < e->mem.len; i++)
        if (renamed_by_slot(e, &e->mem.data[i], from, to) != RIR_NONE)
            return true;
    for (uint32_t i = blk->first; i < blk->first + blk->count; i++) {
        const struct rir_insn *phi = &e->b->f->insns[i];
        if (phi->op != RIR_PHI)
            return false;
        if (renamed_by(e, phi, from, to) != RIR_NONE)
            return true;
    }
    return false;
}

static void save(struct env *e, struct join_names *saved)
{
    size_t size = (e->b->f->nvalues + 1) * sizeof *e->vals;
    *saved = (struct join_names){.vals = malloc(size)};
    if (saved->vals == NULL)
        abort();
    memcpy(saved->vals, e->vals, size);
    memory_image(e);
    state_copy(&saved->state, &e->st);
}

bool join_names_begin(struct env *e, uint32_t from, uint32_t side, uint32_t to,
                      struct join_names *saved)
{
    struct body *b = e->b;
    if (!marks_any(b->s, MARK_SENT) && !marks_any(b->s, MARK_FROZEN))
        return false;
    bool *kept = forget_find(e, from, side, to);
    bool rest = forget_any(e, kept);
    if (rest) {
        save(e, saved);
        forget_rest(e, kept);
    }
    free(kept);
    if (!any_renamed(e, from, to))
        return rest;
    if (!rest)
        save(e, saved);
    name_by_phis(e, from, to);
    if (is_loop(b->w, to))
        name_by_slots(e, from, to);
    return true;
}

void join_names_end(struct env *e, struct join_names *saved)
{
    memcpy(e->vals, saved->vals, (e->b->f->nvalues + 1) * sizeof *e->vals);
    free(saved->vals);
    state_free(&e->st);
    e->st = saved->state;
    memory_open(e);
}
