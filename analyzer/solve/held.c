/* Which cells of memory refer to an object.
 *
 * Packets wait in tables, rings and lists that a task has built: many objects by one name, of which
 * one after the other is taken out and sent. What was sent must not be taken for what still waits.
 *
 * B-A2. An object is *shared* (a mark, MARK_SHARED) if two cells may refer to it: something was
 * stored that some memory led to already, or by an operation that may store more often than once,
 * or others were given it and may have stored it (with all that hangs below it). Of what is not
 * shared at most one cell refers to each object, also where many have one name; of what no cell
 * refers to that is so again, and of one object to which one single cell refers. B-A3. So a load
 * from memory of this function's own, that finds one of many objects none of which is shared, finds
 * one to which this very cell refers and no other: it gets a name of its own, and no other cell
 * holds that. Variables that were one of the many may be this one. B-A4. Its name is that of the
 * load, until that runs again. As long as the object was not stored anywhere since (MARK_MOVED), no
 * other cell refers to it than the one at the load's address, so what is stored there takes it out,
 * also if it was not there any more. If that cell was not overwritten either, on any path
 * (MARK_HOME, surely), what is loaded from it again is that object; that cell may be any at the
 * load's address, also one in which nothing was found. Only where packets are sent or
 * frozen. */
#include "solve/held.h"

#include <stdlib.h>

#include "solve/memory_int.h"
#include "solve/same_cell.h"

static bool asked(const struct env *e)
{
    return marks_any(e->b->s, MARK_SENT) || marks_any(e->b->s, MARK_FROZEN);
}

/* ---- marks ---- */

static void put_mark(struct env *e, enum mark m, set_id now)
{
    uint32_t node = node_get(e->b, N_MARK, m);
    if (now == marks_get(e, m))
        return;
    slots_put(&e->mem, node, 0, 0, now);
    memory_marks_changed(e);
}

static void mark_node(struct env *e, enum mark m, uint32_t node)
{
    struct set_table *t = sets_of(e);
    enum certain cert = m == MARK_HOME ? CERT_SURE : CERT_MAY;
    set_id now = set_union(t, marks_get(e, m), set_one(t, node, 0, 1, cert));
    put_mark(e, m, node_coarsen(e->b, now));
}

static void unmark_node(struct env *e, enum mark m, uint32_t node)
{
    set_id before = marks_get(e, m);
    struct target_vec v = {0};
    uint32_t n;
    if (!set_has_node(sets_of(e), before, node))
        return;
    const struct target *from = set_get(sets_of(e), before, &n);
    for (uint32_t i = 0; i < n; i++)
        if (from[i].node != node)
            vec_push(&v, from[i]);
    put_mark(e, m, set_make(sets_of(e), v.data, v.len));
    vec_free(&v);
}

static bool is_marked(struct env *e, enum mark m, uint32_t node)
{
    return set_has_node(sets_of(e), marks_get(e, m), node);
}

/* On every path. */
static bool is_at_home(struct env *e, uint32_t node)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(e), marks_get(e, MARK_HOME), &n);
    for (uint32_t i = 0; i < n; i++)
        if (v[i].node == node)
            return v[i].cert == CERT_SURE;
    return false;
}

/* The cell that it was loaded from may hold something else. */
static void leaves_home(struct env *e, uint32_t node, bool elsewhere)
{
    unmark_node(e, MARK_HOME, node);
    if (elsewhere)
        mark_node(e, MARK_MOVED, node);
}

static void copy_targets(const struct env *e, set_id s, struct target_vec *out)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        vec_push(out, v[i]);
}

/* ---- what is stored (B-A2) ---- */

/* The load whose latest object this is; RIR_NONE: it has no such name. */
static uint32_t load_of(const struct body *b, uint32_t node)
{
    const struct node *n = &b->nodes.data[node];
    bool loaded = n->kind == N_HEAP && !n->summary && n->off == 0 && n->ref < b->f->ninsns &&
                  b->f->insns[n->ref].op == RIR_LOAD;
    return loaded ? n->ref : RIR_NONE;
}

static bool is_counted(const struct body *b, uint32_t node)
{
    return node_is_local(b, node) || node_is_entry(b, node);
}

void held_share_these(struct env *e, set_id objects)
{
    struct target_vec v = {0};
    copy_targets(e, asked(e) ? objects : SET_EMPTY, &v);
    for (uint32_t i = 0; i < v.len; i++)
        if (is_counted(e->b, v.data[i].node))
            mark_node(e, MARK_SHARED, v.data[i].node);
    vec_free(&v);
}

void held_share(struct env *e, set_id value)
{
    if (asked(e) && value != SET_EMPTY)
        held_share_these(e, memory_closure(e, value));
}

static bool is_exact(const struct body *b, struct target p)
{
    return p.stride == 0 && !b->nodes.data[p.node].summary;
}

/* Some cell refers to the object, but for the one that is replaced. */
static bool is_referred_to(const struct env *e, uint32_t node, struct target p, bool strong)
{
    for (uint32_t i = 0; i < e->mem.len; i++) {
        const struct slot *s = &e->mem.data[i];
        bool replaced = strong && s->node == p.node && s->off == p.off && s->stride == 0;
        if (!replaced && e->b->nodes.data[s->node].kind != N_MARK &&
            set_has_node(sets_of(e), s->set, node))
            return true;
    }
    return false;
}

/* The store may be to the very cell from which it was loaded. */
static bool may_be_home(struct env *e, uint32_t node, struct target p)
{
    const struct body *b = e->b;
    uint32_t n, load = load_of(b, node);
    const struct target *at = set_get(
        sets_of(e), load == RIR_NONE ? SET_EMPTY : env_get(e, b->f->insns[load].args[0]), &n);
    for (uint32_t i = 0; i < n; i++)
        if (at[i].node == p.node &&
            range_overlap(at[i].off, at[i].stride, p.off, p.stride, b->s->word))
            return true;
    return n == 0; /* the address is not known any more */
}

/* What was loaded from there may not be there any more; nor is what the load found elsewhere, if
 * there was nothing in that cell. */
static void note_overwritten(struct env *e, struct target p)
{
    struct target_vec lost = {0};
    uint32_t first, end = slots_of(&e->mem, p.node, &first);
    for (uint32_t i = first; i < end; i++) {
        struct slot s = e->mem.data[i];
        if (range_overlap(s.off, s.stride, p.off, p.stride, e->b->s->word))
            copy_targets(e, s.set, &lost);
    }
    struct target_vec home = {0};
    copy_targets(e, marks_get(e, MARK_HOME), &home);
    for (uint32_t i = 0; i < home.len; i++)
        if (may_be_home(e, home.data[i].node, p))
            vec_push(&lost, home.data[i]);
    vec_free(&home);
    for (uint32_t i = 0; i < lost.len; i++)
        if (!MUTANT(e->b->s, 65))
            leaves_home(e, lost.data[i].node, false);
    vec_free(&lost);
}

/* Whoever looks at the object from outside may take what lies in it and keep it. */
static bool others_see(struct env *e, uint32_t node)
{
    struct reach r = reach_seen(e, node);
    return r.published != RIR_NONE || r.exposed != RIR_NONE;
}

static void note_stored(struct env *e, struct target p, uint32_t node, bool strong, bool once)
{
    struct body *b = e->b;
    if (!is_counted(b, node))
        return;
    if (!once || p.stride == 1 || is_referred_to(e, node, p, strong)) {
        if (!MUTANT(b->s, 63))
            mark_node(e, MARK_SHARED, node);
    } else {
        unmark_node(e, MARK_SHARED, node);
    }
    if (b->nodes.data[node].kind == N_HEAP && !MUTANT(b->s, 64))
        leaves_home(e, node, true);
}

void held_put(struct env *e, struct target p, set_id value, bool strong, bool once)
{
    struct body *b = e->b;
    if (!asked(e))
        return;
    strong = strong && is_exact(b, p);
    note_overwritten(e, p);
    struct target_vec v = {0};
    copy_targets(e, value, &v);
    uint32_t last = RIR_NONE;
    for (uint32_t i = 0; i < v.len; last = v.data[i++].node) /* those of one node are neighbours */
        if (v.data[i].node != last)
            note_stored(e, p, v.data[i].node, strong, once);
    bool own = node_is_local(b, p.node) ? !others_see(e, p.node) : node_is_entry(b, p.node);
    if (v.len > 0 && !own)
        held_share(e, value);
    vec_free(&v);
}

/* Of one object all cells are known that may refer to it: none, or one that is one itself. */
static bool is_in_one_cell(const struct env *e, uint32_t node)
{
    uint32_t cells = 0;
    for (uint32_t i = 0; i < e->mem.len; i++) {
        const struct slot *s = &e->mem.data[i];
        const struct node *owner = &e->b->nodes.data[s->node];
        if (owner->kind == N_MARK || !set_has_node(sets_of(e), s->set, node))
            continue;
        if (owner->summary || s->stride != 0 || !owner->local)
            return false;
        cells++;
    }
    return cells <= 1 && !e->b->nodes.data[node].summary;
}

void held_was_put(struct env *e, set_id before)
{
    struct target_vec v = {0};
    copy_targets(e, asked(e) ? before : SET_EMPTY, &v);
    for (uint32_t i = 0; i < v.len; i++)
        if (is_marked(e, MARK_SHARED, v.data[i].node) && is_in_one_cell(e, v.data[i].node))
            unmark_node(e, MARK_SHARED, v.data[i].node);
    vec_free(&v);
}

/* ---- what is loaded (B-A3) ---- */

/* Control gets from one instruction of a block to the next, or out of the function. */
static bool is_straight(struct body *b)
{
    if (b->straight != 0)
        return b->straight == 2;
    bool straight = !b->s->ends_anywhere && !flow_returns_twice(b->s->m, b->f);
    for (uint32_t i = 0; i < b->f->ninsns && straight; i++)
        straight = !flow_unwinds(b->f, i);
    b->straight = straight ? 2 : 1;
    return straight;
}

/* B-A4: it was loaded from the cell at the instruction's address, and not stored since. */
static bool came_from(struct env *e, uint32_t node, uint32_t insn)
{
    struct body *b = e->b;
    uint32_t load = load_of(b, node);
    return load != RIR_NONE && load != insn && is_straight(b) && !is_marked(e, MARK_SHARED, node) &&
           !is_marked(e, MARK_MOVED, node) &&
           same_cell(b->w, load, b->f->insns[load].args[0], insn, b->f->insns[insn].args[0]);
}

static bool is_unseen(struct env *e, uint32_t node)
{
    struct reach r = reach_seen(e, node);
    return r.published == RIR_NONE && r.exposed == RIR_NONE && !reach_linked(e, node);
}

/* Nobody else has anything to do with the objects, and at most one cell refers to each. */
static bool is_held_once(struct env *e, uint32_t node)
{
    const struct body *b = e->b;
    uint8_t kind = b->nodes.data[node].kind;
    if ((kind != N_HEAP && kind != N_OLD) || is_marked(e, MARK_SHARED, node) || !is_unseen(e, node))
        return false;
    for (uint32_t i = 0; i < e->mem.len; i++) {
        uint32_t owner = e->mem.data[i].node;
        bool own = node_is_local(b, owner) || b->nodes.data[owner].kind == N_MARK;
        if (!own && set_has_node(sets_of(e), e->mem.data[i].set, node))
            return false;
    }
    return true;
}

static bool are_own_cells(const struct body *b, const struct target_vec *at)
{
    for (uint32_t i = 0; i < at->len; i++)
        if (!node_is_local(b, at->data[i].node) || at->data[i].stale || at->data[i].linked ||
            at->data[i].stride % b->s->word != 0)
            return false;
    return at->len > 0;
}

/* One of many objects; or one, of which it is not known in which of several cells it lies. */
static bool is_worth_a_name(const struct body *b, const struct target_vec *at,
                            const struct target_vec *found)
{
    bool many = found->len > 1 || at->len > 1 || !is_exact(b, at->data[0]);
    for (uint32_t i = 0; i < found->len; i++)
        many |= b->nodes.data[found->data[i].node].summary;
    return many && found->len > 0;
}

static bool may_be_named(struct env *e, const struct target_vec *found)
{
    for (uint32_t i = 0; i < found->len; i++) {
        const struct target *t = &found->data[i];
        if (t->stale || t->linked || t->stride != 0 || t->off != found->data[0].off ||
            !is_held_once(e, t->node))
            return false;
    }
    return true;
}

static bool is_among(const struct target_vec *v, uint32_t node)
{
    for (uint32_t i = 0; i < v->len; i++)
        if (v->data[i].node == node)
            return true;
    return false;
}

/* Whatever in the set is one of those may be the new name. */
static set_id with_name(struct env *e, set_id s, const struct target_vec *found, uint32_t name)
{
    struct target_vec v = {0};
    copy_targets(e, s, &v);
    uint32_t n = v.len;
    for (uint32_t i = 0; i < n; i++) {
        struct target t = v.data[i];
        if (!is_among(found, t.node))
            continue;
        t.node = name;
        t.cert = CERT_MAY;
        vec_push(&v, t);
    }
    if (v.len != n)
        s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

static bool is_loaded_from(const struct env *e, const struct slot *s, const struct target_vec *at)
{
    for (uint32_t i = 0; i < at->len; i++)
        if (at->data[i].node == s->node &&
            range_overlap(s->off, s->stride, at->data[i].off, at->data[i].stride, e->b->s->word))
            return true;
    return false;
}

/* Variables, marks, and the cells that may be the one that was loaded. */
static void add_name(struct env *e, const struct target_vec *at, const struct target_vec *found,
                     uint32_t name)
{
    for (uint32_t i = 0; i < e->active.len; i++) {
        uint32_t v = e->active.data[i];
        e->vals[v] = with_name(e, e->vals[v], found, name);
    }
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot *s = &e->mem.data[i];
        bool mark = e->b->nodes.data[s->node].kind == N_MARK;
        if (mark || is_loaded_from(e, s, at))
            s->set = with_name(e, s->set, found, name);
    }
}

/* What lies in the one lies in the other. */
static void copy_contents(struct env *e, uint32_t from, uint32_t to)
{
    struct set_table *t = sets_of(e);
    struct slots copy = {0};
    uint32_t first, end = slots_of(&e->mem, from, &first);
    for (uint32_t i = first; i < end; i++)
        vec_push(&copy, e->mem.data[i]);
    for (uint32_t i = 0; i < copy.len; i++) {
        struct slot s = copy.data[i];
        const struct slot *have = slots_find(&e->mem, to, s.off, s.stride);
        set_id set = set_demote(t, s.set, CERT_PATH);
        slots_put(&e->mem, to, s.off, s.stride,
                  have == NULL ? set : set_demote(t, set_union(t, have->set, set), CERT_PATH));
    }
    vec_free(&copy);
}

static void give_name(struct env *e, const struct target_vec *at, const struct target_vec *found,
                      uint32_t name)
{
    const struct body *b = e->b;
    add_name(e, at, found, name);
    for (uint32_t i = 0; i < found->len; i++)
        copy_contents(e, found->data[i].node, name);
    unmark_node(e, MARK_MOVED, name);
    mark_node(e, MARK_HOME, name);
    if (at->len == 1 && is_exact(b, at->data[0])) { /* the cell holds this, and nothing else */
        struct slot *s = slots_find(&e->mem, at->data[0].node, at->data[0].off, 0);
        if (s != NULL)
            s->set = set_one(sets_of(e), name, found->data[0].off, 0, CERT_PATH);
    }
    memory_changed(e);
}

/* What was loaded from this cell before is there still. */
static bool find_again(struct env *e, uint32_t insn, const struct target_vec *found, set_id *held)
{
    for (uint32_t i = 0; i < found->len; i++) {
        struct target t = found->data[i];
        if (t.stride != 0 || !is_at_home(e, t.node) || !came_from(e, t.node, insn) ||
            !is_unseen(e, t.node))
            continue;
        set_id before = env_get(e, e->b->f->insns[load_of(e->b, t.node)].result);
        uint32_t n;
        const struct target *v = set_get(sets_of(e), before, &n);
        t.cert = n == 1 && v[0].node == t.node ? v[0].cert : CERT_PATH;
        *held = set_make(sets_of(e), &t, 1);
        return true;
    }
    return false;
}

void held_begin_load(struct env *e, uint32_t insn)
{
    uint32_t before = asked(e) ? node_made_before(e->b, insn) : RIR_NONE;
    if (before != RIR_NONE && !e->b->nodes.data[before].summary)
        memory_age_node(e, before);
}

set_id held_load(struct env *e, uint32_t insn, set_id ptr, set_id held)
{
    struct body *b = e->b;
    struct target_vec at = {0}, found = {0};
    if (!asked(e) || held == SET_EMPTY)
        return held;
    copy_targets(e, ptr, &at);
    copy_targets(e, held, &found);
    if (are_own_cells(b, &at) && !find_again(e, insn, &found, &held) &&
        is_worth_a_name(b, &at, &found) && may_be_named(e, &found)) {
        uint32_t name = node_made(b, insn, 0);
        uint8_t cert = found.data[0].cert == CERT_MAY || found.len > 1 ? CERT_PATH : CERT_SURE;
        if (!b->nodes.data[name].summary) {
            give_name(e, &at, &found, name);
            held = set_one(sets_of(e), name, found.data[0].off, 0, (enum certain)cert);
        }
    }
    vec_free(&at);
    vec_free(&found);
    return held;
}

/* ---- what is replaced (B-A4) ---- */

static set_id without(struct env *e, set_id s, uint32_t node)
{
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (from[i].node != node)
            vec_push(&v, from[i]);
    s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

/* No cell refers to it any more. */
static void take_out(struct env *e, uint32_t node)
{
    for (uint32_t i = 0; i < e->mem.len; i++)
        if (e->b->nodes.data[e->mem.data[i].node].kind != N_MARK)
            e->mem.data[i].set = without(e, e->mem.data[i].set, node);
    unmark_node(e, MARK_HOME, node);
    memory_changed(e);
}

void held_replace(struct env *e, uint32_t insn, set_id ptr)
{
    struct target_vec at = {0};
    if (!asked(e))
        return;
    copy_targets(e, ptr, &at);
    for (uint32_t i = 0; i < e->mem.len && at.len > 0; i++) {
        struct target_vec there = {0};
        if (is_loaded_from(e, &e->mem.data[i], &at))
            copy_targets(e, e->mem.data[i].set, &there);
        for (uint32_t k = 0; k < there.len; k++)
            if (came_from(e, there.data[k].node, insn))
                take_out(e, there.data[k].node);
        vec_free(&there);
    }
    vec_free(&at);
}

bool held_is_private(struct env *e, set_id ptr)
{
    uint32_t n;
    const struct target *p = set_get(sets_of(e), ptr, &n);
    return asked(e) && n == 1 && p[0].cert != CERT_MAY && node_is_local(e->b, p[0].node) &&
           is_exact(e->b, p[0]) && is_unseen(e, p[0].node);
}
