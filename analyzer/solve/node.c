/* Nodes of a body: created on demand, never removed, found again by what they are.
 *
 * B-N1. Two entry nodes of one body may stand for the same object (arguments overlap, packets share
 *       parts); two local nodes (STACK, HEAP, OLD) never do, and no entry node is a local object.
 * B-N2. A node with summary == false stands for at most one object at a time.
 * B-N4. A set with many targets is made coarser: first paths become the rest of their root, which
 * covers them (a store through the one is seen through the other by the pots); then static objects
 * become one node, "some object reachable from some static object". B-N3. Beyond PATH_DEPTH, or
 * NODE_CAP of them, further entry paths become the REST of their root: coarser, never lost. Both
 * are less in large functions: what is kept apart there is carried through many blocks, many times.
 */
#include "solve/body.h"

#include <stdlib.h>

static uint64_t key_of(const struct node *n)
{
    uint64_t h = ((uint64_t)n->ref << 8 ^ n->kind) * 0x9e3779b97f4a7c15u; /* the map mixes it */
    h ^= h >> 29 ^ n->parent ^ (uint64_t)(uint32_t)n->off << 32;
    return h * 0xd6e8feb86659fd93u + n->stride;
}

static bool same(const struct node *a, const struct node *b)
{
    return a->kind == b->kind && a->ref == b->ref && a->parent == b->parent && a->off == b->off &&
           a->stride == b->stride;
}

static bool find(const struct body *b, const struct node *want, uint32_t *id)
{
    for (uint64_t key = key_of(want); map_get(&b->index, key, id);
         key++) /* one hash: the next keys */
        if (same(&b->nodes.data[*id], want))
            return true;
    return false;
}

static void add_path(struct body *b, uint32_t node)
{
    uint32_t *end = &b->nodes.data[b->nodes.data[node].parent].paths;
    while (*end != RIR_NONE)
        end = &b->nodes.data[*end].sibling;
    *end = node;
}

/* What never changes about a node and is asked all the time. */
static void classify(struct body *b, uint32_t node)
{
    struct node *n = &b->nodes.data[node];
    n->rest = n->paths = n->sibling = RIR_NONE;
    n->root = n->kind == N_PATH ? b->nodes.data[n->parent].root : n->kind == N_REST ? n->ref : node;
    if (n->kind == N_PATH)
        add_path(b, node);
    if (n->kind == N_REST)
        b->nodes.data[n->ref].rest = node;
    bool tls = n->kind == N_GLOBAL && global_is(b, node, RIR_GLOBAL_TLS);
    n->local = n->kind == N_STACK || n->kind == N_HEAP || n->kind == N_OLD;
    n->entry = RIR_NONE;
    if (n->kind != N_PARAM && n->kind != N_PATH && n->kind != N_REST && n->kind != N_VARARGS &&
        !tls)
        return;
    n->entry = b->entries.len;
    vec_push(&b->entries, node);
}

static uint32_t lookup(struct body *b, const struct node *want)
{
    uint32_t id, other;
    if (find(b, want, &id))
        return id;
    uint64_t key = key_of(want);
    while (map_get(&b->index, key, &other))
        key++;
    id = b->nodes.len;
    vec_push(&b->nodes, *want);
    classify(b, id);
    map_put(&b->index, key, id);
    b->s->stats->nodes++;
    return id;
}

static uint32_t get_anew(struct body *b, enum node_kind kind, uint32_t ref)
{
    struct node n = {.kind = (uint8_t)kind, .ref = ref, .parent = RIR_NONE, .partner = RIR_NONE};
    n.summary = kind == N_UNKNOWN || kind == N_REST || kind == N_GREST || kind == N_VARARGS ||
                kind == N_POT || kind == N_OLD || kind == N_CONSTS;
    if (kind == N_STACK)
        n.summary = b->w->in_cycle[b->f->insns[ref].block];
    if (kind == N_HANDLE)
        n.summary = b->s->starts.data[ref].many;
    return lookup(b, &n);
}

/* A few nodes are asked for all the time: pots, what static objects lead to, what is unknown. */
uint32_t node_get(struct body *b, enum node_kind kind, uint32_t ref)
{
    struct found *found = b->s->found;
    struct named_node *known = &found->named[(ref * 16 + kind * 5) % NAMED_NODES];
    if (known->of != b || known->kind != kind || known->ref != ref)
        *known = (struct named_node){b, kind, ref, get_anew(b, kind, ref)};
    return known->id;
}

uint32_t node_root(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind == N_PATH ? b->nodes.data[node].root : node;
}

uint32_t node_path(struct body *b, uint32_t parent, int32_t off, uint32_t stride)
{
    struct node p = b->nodes.data[parent];
    if (p.kind == N_REST)
        return parent;
    if (p.kind == N_VARARGS) {
        off = 0;
        stride = 1;
    }
    struct node n = {.kind = N_PATH,
                     .depth = (uint8_t)(p.depth + 1),
                     .summary = p.summary || stride != 0,
                     .parent = parent,
                     .off = off,
                     .stride = stride,
                     .partner = RIR_NONE};
    uint32_t id;
    if (find(b, &n, &id))
        return id;
    uint32_t cap = b->f->ninsns > LARGE_BODY ? NODE_CAP / 4 : NODE_CAP;
    if (p.depth >= (b->f->ninsns > HUGE_BODY ? 1 : PATH_DEPTH) || b->npaths >= cap) {
        if (b->npaths >= cap)
            b->s->stats->cap_nodes++;
        return node_get(b, N_REST, node_root(b, parent));
    }
    b->npaths++;
    return lookup(b, &n);
}

static uint32_t made_as(struct body *b, uint32_t insn, int32_t which, bool summary)
{
    struct node n = {.kind = N_HEAP, .ref = insn, .parent = RIR_NONE, .partner = RIR_NONE};
    n.off = which;
    n.summary = summary;
    uint32_t id;
    if (find(b, &n, &id))
        return id;
    uint32_t cap = marks_any(b->s, MARK_SENT) ? MADE_CAP_PACKETS : MADE_CAP;
    if (b->nmade >= cap) { /* B-N3: further ones are one summary, apart from all others */
        b->s->stats->cap_nodes++;
        return node_get(b, N_OLD, RIR_NONE);
    }
    b->nmade++;
    return lookup(b, &n);
}

uint32_t node_made_before(const struct body *b, uint32_t insn)
{
    struct node n = {.kind = N_HEAP, .ref = insn, .parent = RIR_NONE, .partner = RIR_NONE};
    uint32_t id;
    return find(b, &n, &id) ? id : RIR_NONE;
}

uint32_t node_made(struct body *b, uint32_t insn, uint32_t ordinal)
{
    bool many = ordinal >= MADE_PER_CALL;
    return made_as(b, insn, many ? MADE_PER_CALL : (int32_t)ordinal, many);
}

uint32_t node_at_slot(struct body *b, uint32_t insn, uint32_t owner, int32_t off, bool rest)
{
    const int32_t names = 1 << 13;
    if (off < 0 || off >= names / 2 || owner >= 1u << 16)
        return node_get(b, N_OLD, RIR_NONE);
    return made_as(b, insn, (int32_t)((owner + 1) * (uint32_t)names) + off * 2 + rest, rest);
}

uint32_t node_old(struct body *b, uint32_t made)
{
    struct node n = {.kind = N_OLD,
                     .summary = true,
                     .ref = b->nodes.data[made].ref,
                     .off = b->nodes.data[made].off,
                     .parent = RIR_NONE,
                     .partner = made};
    uint32_t old = lookup(b, &n);
    b->nodes.data[made].partner = old;
    return old;
}

const char a_number[] = "an address made of a number";

const char from_outside[] = "it may have been read from a file, a pipe or a socket";

const char in_packet[] = "it came in a packet, and may be a constant or a static object";

/* What comes from outside is one node, and what comes in packets another one, beyond those of other
 * reasons. */
enum { REASONS = 8, IN_PACKET };

uint32_t node_unknown(struct body *b, const char *reason)
{
    if (reason == from_outside || reason == in_packet)
        return node_get(b, N_UNKNOWN, reason == in_packet ? IN_PACKET : REASONS);
    uint32_t i = 0;
    while (i < b->reasons.len && b->reasons.data[i] != reason)
        i++;
    if (i == REASONS) /* further reasons are reported as the last one */
        i--;
    if (i == b->reasons.len)
        vec_push(&b->reasons, reason);
    return node_get(b, N_UNKNOWN, i);
}

bool node_is_outside(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind == N_UNKNOWN && b->nodes.data[node].ref == REASONS;
}

bool node_is_in_packet(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind == N_UNKNOWN && b->nodes.data[node].ref == IN_PACKET;
}

bool node_is_unknown_code(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind == N_UNKNOWN && b->nodes.data[node].ref < REASONS;
}

const char *node_reason(const struct body *b, uint32_t node)
{
    uint32_t i = b->nodes.data[node].ref;
    return i == REASONS ? from_outside : i == IN_PACKET ? in_packet : b->reasons.data[i];
}

bool global_is(const struct body *b, uint32_t node, uint32_t flag)
{
    const struct node *n = &b->nodes.data[node];
    return n->kind == N_GLOBAL && (b->s->m->globals.data[n->ref].flags & flag) != 0;
}

bool node_is_byval(const struct body *b, uint32_t node)
{
    const struct node *n = &b->nodes.data[node];
    return n->kind == N_PARAM && (b->f->params[n->ref].pos.flags & RIR_ARG_BYVAL) != 0;
}

bool node_is_named_static(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind == N_GLOBAL && !global_is(b, node, RIR_GLOBAL_TLS);
}

bool node_is_static(const struct body *b, uint32_t node)
{
    uint8_t k = b->nodes.data[node].kind;
    return k == N_GREST ||
           (k == N_GLOBAL && !global_is(b, node, RIR_GLOBAL_TLS | RIR_GLOBAL_CONST));
}

enum { MANY_CONSTS = 8, MANY_UNKNOWNS = 12, MANY_PATHS = 12, MANY_STATICS = 12, MANY_FUNCS = 12 };
enum step { CONSTS, UNKNOWNS, PATHS, STATICS, FUNCS, STEPS };

static bool plain_constant(const struct body *b, uint32_t node)
{
    return global_is(b, node, RIR_GLOBAL_CONST) && global_is(b, node, RIR_GLOBAL_DEFINED) &&
           b->s->m->globals.data[b->nodes.data[node].ref].ninit == 0;
}

/* The coarser node for a target at this step, or RIR_NONE. */
static uint32_t coarser(struct body *b, uint32_t node, uint32_t unknown, enum step step)
{
    uint8_t kind = b->nodes.data[node].kind;
    if (step == UNKNOWNS)
        return node_is_unknown_code(b, node) ? unknown : RIR_NONE;
    if (step == CONSTS)
        return plain_constant(b, node) ? node_get(b, N_CONSTS, 0) : RIR_NONE;
    if (step == PATHS)
        return kind == N_PATH ? node_get(b, N_REST, node_root(b, node)) : RIR_NONE;
    if (step == STATICS)
        return node_is_static(b, node) &&
                       !global_is(b, node, RIR_GLOBAL_SHARED | RIR_GLOBAL_CHANNEL)
                   ? node_get(b, N_GREST, RIR_NONE)
                   : RIR_NONE;
    return kind == N_FUNC ? node_get(b, N_FUNC, RIR_NONE) : RIR_NONE;
}

/* Unknown for many reasons is unknown for the first of them. */
static uint32_t first_unknown(const struct body *b, set_id s)
{
    uint32_t n;
    const struct target *v = set_get(&b->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (node_is_unknown_code(b, v[i].node))
            return v[i].node;
    return RIR_NONE;
}

enum { COARSE_SMALL = 64 };

/* Of all targets that become one node, and are linked or not alike, one is enough. */
static void add_coarser(struct target *v, uint32_t *n, uint32_t node, uint8_t linked)
{
    for (uint32_t i = 0; i < *n; i++)
        if (v[i].node == node && v[i].linked == linked)
            return;
    v[(*n)++] = (struct target){.node = node, .stride = 1, .cert = CERT_MAY, .linked = linked};
}

/* One step; v: room for twice the targets of s. */
static set_id coarsened_once(struct body *b, set_id s, enum step step, struct target *v)
{
    struct set_table *t = &b->s->sets;
    uint32_t n, kept = 0, coarse = 0, changed = 0;
    uint32_t unknown = step == UNKNOWNS ? first_unknown(b, s) : RIR_NONE;
    set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target x = set_get(t, s, &(uint32_t){0})[i];
        uint32_t to = coarser(b, x.node, unknown, step);
        if (to == RIR_NONE)
            v[kept++] = x;
        else
            add_coarser(v + n, &coarse, to, x.linked);
        changed += to != RIR_NONE;
    }
    return changed > 1 ? set_with(t, v, kept, v + n, coarse) : s;
}

static set_id coarsened(struct body *b, set_id s)
{
    static const uint32_t many[STEPS] = {MANY_CONSTS, MANY_UNKNOWNS, MANY_PATHS, MANY_STATICS,
                                         MANY_FUNCS};
    uint32_t n;
    set_get(&b->s->sets, s, &n);
    struct target small[2 * COARSE_SMALL], *v = small;
    if (n > COARSE_SMALL && (v = malloc(2 * n * sizeof *v)) == NULL)
        abort();
    for (enum step step = 0; step < STEPS && n > many[step]; step++) {
        s = coarsened_once(b, s, step, v);
        set_get(&b->s->sets, s, &n);
    }
    if (v != small)
        free(v);
    return s;
}

/* Nodes are never removed, so what a set became once it becomes again. */
set_id node_coarsen(struct body *b, set_id s)
{
    uint32_t n;
    set_get(&b->s->sets, s, &n);
    if (n <= MANY_CONSTS)
        return s;
    set_id now;
    if (!set_became(&b->s->sets, s, SET_COARSENED, &now)) {
        now = coarsened(b, s);
        set_becomes(&b->s->sets, s, SET_COARSENED, now);
    }
    return now;
}
