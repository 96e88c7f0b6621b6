/* What depends on the control flow: phis agree with their block's predecessors, and every value is
 * defined before it is used, on all paths.
 *
 * Immediate dominators by Cooper, Harvey and Kennedy ("A simple, fast dominance algorithm"):
 * postorder numbers, then intersection until nothing changes. The tree is then numbered so that "a
 * dominates b" is two comparisons. Blocks that the entry does not reach are exempt from dominance,
 * not from the rules about phis. All walks keep their own stack. */
#include <stdlib.h>

#include "base/arena.h"
#include "rir/verify_int.h"

struct flow {
    const struct rir_func *f;
    struct arena arena;
    uint32_t *pred_start; /* of block b: preds[pred_start[b] .. pred_start[b + 1]) */
    uint32_t *preds;
    uint32_t *order;    /* blocks that are reached, in postorder */
    uint32_t *number;   /* block -> its place in `order`, RIR_NONE when not reached */
    uint32_t *idom;     /* block -> immediate dominator */
    uint32_t *in, *out; /* numbering of the dominator tree */
    uint32_t reached;
};

static const struct rir_insn *terminator(const struct rir_func *f, uint32_t block)
{
    const struct rir_block *b = &f->blocks[block];
    return &f->insns[b->first + b->count - 1];
}

static uint32_t *numbers(struct flow *g, uint32_t n)
{
    return ARENA_ARRAY(&g->arena, uint32_t, (size_t)n + 1);
}

static void find_preds(struct flow *g)
{
    const struct rir_func *f = g->f;
    uint32_t edges = 0;
    g->pred_start = numbers(g, f->nblocks + 1);
    for (uint32_t b = 0; b < f->nblocks; b++) {
        const struct rir_insn *t = terminator(f, b);
        edges += t->nblocks;
        for (uint32_t i = 0; i < t->nblocks; i++)
            g->pred_start[t->blocks[i] + 1]++;
    }
    for (uint32_t b = 0; b < f->nblocks; b++)
        g->pred_start[b + 1] += g->pred_start[b];
    g->preds = numbers(g, edges);
    uint32_t *next = arena_copy(&g->arena, g->pred_start, sizeof *next * ((size_t)f->nblocks + 1));
    for (uint32_t b = 0; b < f->nblocks; b++) {
        const struct rir_insn *t = terminator(f, b);
        for (uint32_t i = 0; i < t->nblocks; i++)
            g->preds[next[t->blocks[i]]++] = b;
    }
}

static void find_order(struct flow *g)
{
    const struct rir_func *f = g->f;
    uint32_t *stack = numbers(g, f->nblocks), *next = numbers(g, f->nblocks), depth = 0;
    bool *seen = ARENA_ARRAY(&g->arena, bool, (size_t)f->nblocks + 1);
    g->order = numbers(g, f->nblocks);
    g->number = numbers(g, f->nblocks);
    for (uint32_t b = 0; b < f->nblocks; b++)
        g->number[b] = RIR_NONE;
    stack[depth++] = 0;
    seen[0] = true;
    while (depth > 0) {
        uint32_t b = stack[depth - 1];
        const struct rir_insn *t = terminator(f, b);
        if (next[b] == t->nblocks) {
            g->number[b] = g->reached;
            g->order[g->reached++] = b;
            depth--;
            continue;
        }
        uint32_t to = t->blocks[next[b]++];
        if (!seen[to]) {
            seen[to] = true;
            stack[depth++] = to;
        }
    }
}

static uint32_t intersect(const struct flow *g, uint32_t a, uint32_t b)
{
    while (a != b) {
        while (g->number[a] < g->number[b])
            a = g->idom[a];
        while (g->number[b] < g->number[a])
            b = g->idom[b];
    }
    return a;
}

static void find_idoms(struct flow *g)
{
    g->idom = numbers(g, g->f->nblocks);
    for (uint32_t b = 0; b < g->f->nblocks; b++)
        g->idom[b] = RIR_NONE;
    g->idom[0] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = g->reached - 1; i-- > 0;) { /* reverse postorder, without the entry */
            uint32_t b = g->order[i], dom = RIR_NONE;
            for (uint32_t k = g->pred_start[b]; k < g->pred_start[b + 1]; k++) {
                uint32_t pred = g->preds[k];
                if (g->number[pred] == RIR_NONE || g->idom[pred] == RIR_NONE)
                    continue;
                dom = dom == RIR_NONE ? pred : intersect(g, pred, dom);
            }
            changed = changed || g->idom[b] != dom;
            g->idom[b] = dom;
        }
    }
}

/* in[] and out[] of the dominator tree: a's interval contains b's iff a dominates b. Sizes of
 * subtrees first: children come before their dominator in postorder. */
static void number_tree(struct flow *g)
{
    uint32_t *size = numbers(g, g->f->nblocks), *next = numbers(g, g->f->nblocks);
    g->in = numbers(g, g->f->nblocks);
    g->out = numbers(g, g->f->nblocks);
    for (uint32_t i = 0; i < g->reached; i++) {
        uint32_t b = g->order[i];
        size[b]++;
        if (b != 0)
            size[g->idom[b]] += size[b];
    }
    for (uint32_t i = g->reached; i-- > 0;) {
        uint32_t b = g->order[i], dom = g->idom[b];
        g->in[b] = b == 0 ? 0 : next[dom];
        g->out[b] = g->in[b] + size[b];
        next[b] = g->in[b] + 1;
        if (b != 0)
            next[dom] += size[b];
    }
}

static bool dominates(const struct flow *g, uint32_t a, uint32_t b)
{
    return g->in[a] <= g->in[b] && g->out[b] <= g->out[a];
}

/* ---- the rules ---- */

static bool verify_use(struct verifier *v, const struct flow *g, uint32_t operand)
{
    const struct rir_insn *use = v->insn;
    const struct rir_value *value = &v->f->values[use->args[operand]];
    if (value->kind != RIR_V_INSN)
        return true;
    const struct rir_insn *def = &v->f->insns[value->ref];
    bool phi =
        use->op == RIR_PHI; /* a phi uses its operand at the end of the block it comes from */
    uint32_t at = phi ? use->blocks[operand] : use->block;
    if (g->number[at] == RIR_NONE)
        return true;
    bool ok = g->number[def->block] != RIR_NONE &&
              (def->block == at ? phi || def < use : dominates(g, def->block, at));
    return ok || rir_bad(v, "operand %u is used where it may not be defined yet", operand);
}

/* Marks: mark[b] = i + 1 if operand i of the phi comes from b. */
static bool verify_phi(struct verifier *v, const struct flow *g, uint32_t *mark)
{
    const struct rir_insn *in = v->insn;
    uint32_t first = g->pred_start[in->block], end = g->pred_start[in->block + 1];
    bool ok = true;
    for (uint32_t i = 0; ok && i < in->nargs; i++) {
        uint32_t from = in->blocks[i], seen = mark[from];
        if (seen != 0 && in->args[seen - 1] != in->args[i])
            ok = rir_bad(v, "two different values come from block %u", from);
        mark[from] = i + 1;
    }
    for (uint32_t k = first; ok && k < end; k++)
        if (mark[g->preds[k]] == 0)
            ok = rir_bad(v, "no value comes from block %u, a predecessor", g->preds[k]);
    for (uint32_t k = first; ok && k < end; k++)
        mark[g->preds[k]] = 0;
    for (uint32_t i = 0; ok && i < in->nargs; i++)
        if (mark[in->blocks[i]] != 0)
            ok = rir_bad(v, "a value comes from block %u, which is no predecessor", in->blocks[i]);
    for (uint32_t i = 0; i < in->nargs; i++)
        mark[in->blocks[i]] = 0;
    return ok;
}

static bool verify_block(struct verifier *v, const struct flow *g, uint32_t block, uint32_t *mark)
{
    const struct rir_block *b = &v->f->blocks[block];
    bool phis = true;
    for (uint32_t i = 0; i < b->count; i++) {
        v->insn = &v->f->insns[b->first + i];
        bool phi = v->insn->op == RIR_PHI;
        if (phi && !phis)
            return rir_bad(v, "a phi after other instructions");
        phis = phi;
        if (phi && !verify_phi(v, g, mark))
            return false;
        for (uint32_t k = 0; k < v->insn->nargs; k++)
            if (!verify_use(v, g, k))
                return false;
    }
    v->insn = NULL;
    return true;
}

bool rir_verify_flow(struct verifier *v)
{
    struct flow g = {.f = v->f};
    find_preds(&g);
    find_order(&g);
    find_idoms(&g);
    number_tree(&g);
    bool ok = g.pred_start[1] == 0 || rir_bad(v, "its first block has a predecessor");
    uint32_t *mark = numbers(&g, v->f->nblocks);
    for (uint32_t b = 0; ok && b < v->f->nblocks; b++)
        ok = verify_block(v, &g, b, mark);
    arena_free(&g.arena);
    return ok;
}
