/* A weak topological order of the blocks (Bourdoncle 1993): each loop in one piece, its header
 * first, inner loops in one piece within it.
 *
 * Blocks are executed in this order, and what has to be executed in a loop is executed before what
 * follows the loop. A loop is run through to its end before its header is executed again, so the
 * header sees at once what came over all back edges: where a loop has many ways back, as that of an
 * interpreter has, it would be executed anew, with all that follows it, for each of them.
 *
 * The nest of loops is found by the headers, innermost first (Havlak 1997): what reaches a back
 * edge to the header without passing it is in its loop, inner loops as a whole. Ways into a loop
 * that avoid its header (gotos) only cost executions: any order ends at the same states. */
#include "solve/schedule.h"

#include <stdlib.h>
#include <string.h>

struct nest {
    struct flow *w;
    uint32_t *header; /* block -> header of the innermost loop around it, other than itself */
    uint32_t *whole;  /* block -> a block nearer to the outermost header found so far */
    uint32_t *stack, depth;
};

static uint32_t *take(uint32_t n)
{
    uint32_t *p = calloc(n + 1, sizeof *p);
    if (p == NULL)
        abort();
    return p;
}

/* The header of the largest loop found so far that has the block, or the block. */
static uint32_t whole_of(struct nest *n, uint32_t block)
{
    while (n->whole[block] != block) {
        n->whole[block] = n->whole[n->whole[block]];
        block = n->whole[block];
    }
    return block;
}

/* `from` reaches a back edge of the header, and so does all that it stands for. */
static void add(struct nest *n, uint32_t header, uint32_t from)
{
    uint32_t b = whole_of(n, from);
    if (b == header || n->header[b] != RIR_NONE || n->w->rank[b] < n->w->rank[header])
        return;
    n->header[b] = header;
    n->stack[n->depth++] = b;
}

static void find_loop(struct nest *n, uint32_t header)
{
    const struct flow *w = n->w;
    for (uint32_t k = 0; k < w->npreds[header]; k++)
        if (w->rank[w->preds[header][k]] > w->rank[header])
            add(n, header, w->preds[header][k]);
    while (n->depth > 0) {
        uint32_t b = n->stack[--n->depth];
        n->whole[b] = header;
        for (uint32_t k = 0; k < w->npreds[b]; k++)
            add(n, header, w->preds[b][k]);
    }
}

/* The forest of loops in preorder, what has the same parent by rank. */
static void lay_out(struct nest *n)
{
    struct flow *w = n->w;
    uint32_t *first = take(w->f->nblocks), *next = take(w->f->nblocks), top = RIR_NONE, placed = 0;
    for (uint32_t i = 0; i < w->f->nblocks; i++)
        first[i] = w->place[i] = RIR_NONE;
    for (uint32_t i = w->norder; i-- > 0;) {
        uint32_t b = w->order[i];
        uint32_t *list = n->header[b] == RIR_NONE ? &top : &first[n->header[b]];
        next[b] = *list;
        *list = b;
    }
    if (top != RIR_NONE)
        n->stack[n->depth++] = top;
    while (n->depth > 0) {
        uint32_t b = n->stack[--n->depth];
        w->place[b] = placed;
        w->schedule[placed++] = b;
        if (next[b] != RIR_NONE)
            n->stack[n->depth++] = next[b];
        if (first[b] != RIR_NONE)
            n->stack[n->depth++] = first[b];
    }
    free(first);
    free(next);
}

/* Of each place the loop around it, and where the loop that begins there ends. */
static void find_extents(const struct nest *n)
{
    struct flow *w = n->w;
    for (uint32_t i = 0; i < w->norder; i++) {
        uint32_t header = n->header[w->schedule[i]];
        w->around[i] = header == RIR_NONE ? RIR_NONE : w->place[header];
        w->loop_end[i] = i + 1;
    }
    for (uint32_t i = w->norder; i-- > 0;)
        if (w->around[i] != RIR_NONE && w->loop_end[w->around[i]] < w->loop_end[i])
            w->loop_end[w->around[i]] = w->loop_end[i];
}

void schedule_blocks(struct flow *w)
{
    uint32_t nblocks = w->f->nblocks;
    struct nest n = {
        .w = w, .header = take(nblocks), .whole = take(nblocks), .stack = take(nblocks)};
    for (uint32_t b = 0; b < nblocks; b++) {
        n.header[b] = RIR_NONE;
        n.whole[b] = b;
    }
    for (uint32_t i = w->norder; i-- > 0;)
        find_loop(&n, w->order[i]);
    lay_out(&n);
    find_extents(&n);
    free(n.header);
    free(n.whole);
    free(n.stack);
}

/* The first place of [from, to) that is dirty; RIR_NONE: there is none. */
static uint32_t first_dirty(const bool *dirty, uint32_t from, uint32_t to)
{
    const bool *at = memchr(dirty + from, true, to - from);
    return at == NULL ? RIR_NONE : (uint32_t)(at - dirty);
}

uint32_t schedule_next(const struct flow *w, const bool *dirty, uint32_t last)
{
    uint32_t next = RIR_NONE, loop = last;
    for (; loop != RIR_NONE && next == RIR_NONE; loop = w->around[loop]) {
        next = first_dirty(dirty, last + 1, w->loop_end[loop]);
        if (next == RIR_NONE)
            next = first_dirty(dirty, loop, last + 1);
    }
    if (next == RIR_NONE && last != RIR_NONE)
        next = first_dirty(dirty, last + 1, w->norder);
    return next != RIR_NONE ? next : first_dirty(dirty, 0, w->norder);
}
