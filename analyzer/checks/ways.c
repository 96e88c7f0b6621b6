/* Which blocks of a function lead to which, and an order in which most of what leads to a block
 * stands before it. Blocks have numbers, in the order of the code; the first one is where the
 * function begins. Of blocks that cannot be reached nothing is said. */
#include "checks/ways.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

static uint32_t number_of(struct ways *w, LLVMBasicBlockRef block)
{
    uint32_t b = NONE;
    map_get(&w->numbers, (uint64_t)(uintptr_t)block, &b);
    return b;
}

static uint32_t follows(struct ways *w, uint32_t b, unsigned i)
{
    LLVMValueRef end = LLVMGetBasicBlockTerminator(w->e->blocks.data[b].block);
    return i < LLVMGetNumSuccessors(end) ? number_of(w, LLVMGetSuccessor(end, i)) : NONE;
}

static void find_ways(struct ways *w)
{
    uint32_t *from = w->from = calloc(w->n + 2, sizeof *from), next, all = 0;
    for (uint32_t b = 0; b < w->n; b++)
        for (unsigned i = 0; (next = follows(w, b, i)) != NONE; i++, all++)
            from[next + 2]++;
    for (uint32_t b = 2; b < w->n + 2; b++)
        from[b] += from[b - 1];
    w->blocks = calloc(all + 1, sizeof *w->blocks);
    for (uint32_t b = 0; b < w->n; b++)
        for (unsigned i = 0; (next = follows(w, b, i)) != NONE; i++)
            w->blocks[from[next + 1]++] = b;
}

struct visit {
    uint32_t block;
    unsigned next;
};

/* Depth first; a block is entered in the order when all that follows it has been. */
static void find_order(struct ways *w)
{
    VEC(struct visit) stack = {0};
    struct visit v = {0, 0};
    w->order = calloc(w->n + 1, sizeof *w->order);
    w->reached = calloc(w->n + 1, sizeof *w->reached);
    uint32_t free_from = w->n;
    w->reached[0] = true;
    vec_push(&stack, v);
    while (stack.len > 0) {
        struct visit *top = &stack.data[stack.len - 1];
        uint32_t next = follows(w, top->block, top->next++);
        if (next == NONE) {
            w->order[--free_from] = top->block;
            stack.len--;
        } else if (!w->reached[next]) {
            w->reached[next] = true;
            v.block = next;
            vec_push(&stack, v);
        }
    }
    w->norder = w->n - free_from;
    memmove(w->order, w->order + free_from, w->norder * sizeof *w->order);
    vec_free(&stack);
}

void ways_open(struct ways *w, const struct elimination *e)
{
    *w = (struct ways){.e = e, .n = e->blocks.len};
    for (uint32_t b = 0; b < w->n; b++)
        map_put(&w->numbers, (uint64_t)(uintptr_t)e->blocks.data[b].block, b);
    find_ways(w);
    find_order(w);
}

void ways_close(struct ways *w)
{
    free(w->blocks);
    free(w->from);
    free(w->order);
    free(w->reached);
    map_free(&w->numbers);
}
