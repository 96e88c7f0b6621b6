/* The chain by which a status came to a place: from each entry node to the call that brought it,
 * and from there on, where nothing is followed any more, by the calls by which contexts were first
 * reached. It shows a way and is no evidence: it was found without looking for a path. */
#include "solve/chain.h"

bool starts_task(const struct contexts *x, struct link l)
{
    return x->all.data[l.ctx].body->calls.data[l.call].start;
}

struct target chain_place_in_caller(struct target bound, struct target in_callee)
{
    if (bound.node == RIR_NONE)
        return bound;
    uint32_t stride = stride_gcd(bound.stride, in_callee.stride);
    int64_t off = (int64_t)bound.off + in_callee.off;
    if (bound.off < 0 || in_callee.off < 0 || off > INT32_MAX)
        stride = 1;
    bound.stride = stride;
    bound.off = stride == 0 ? (int32_t)off : (int32_t)(off % stride);
    return bound;
}

bool chain_is_given(const struct contexts *x, uint32_t ctx, struct target at)
{
    const struct body *b = x->all.data[ctx].body;
    return at.node != RIR_NONE && node_is_entry(b, at.node) &&
           b->nodes.data[at.node].kind != N_GLOBAL;
}

void chain_of_witness(const struct contexts *x, uint32_t ctx, struct target at, enum status st,
                      struct chain *out)
{
    uint32_t hops = 0;
    bool following = true, started = false;
    *out = (struct chain){.end_ctx = ctx, .end = at};
    while (out->n < CHAIN_MAX) {
        const struct context *c = &x->all.data[ctx];
        struct origin by = {.ctx = RIR_NONE};
        if (following && chain_is_given(x, ctx, at))
            by = status_entry(c, at.node)->by[status_witness(st)];
        if (by.ctx != RIR_NONE) {
            if (!started) {
                out->links[out->n++] = (struct link){by.ctx, by.call};
                started = starts_task(x, out->links[out->n - 1]);
            } else if (hops++ == CHAIN_MAX) {
                break;
            }
            /* the path to a start is not the task's, but what it is given comes from there */
            at = chain_place_in_caller(by.at, at);
            ctx = out->end_ctx = by.ctx;
            out->end = at;
            continue;
        }
        following = false;
        if (started || c->from == RIR_NONE)
            break;
        out->links[out->n++] = (struct link){c->from, c->from_call};
        if (starts_task(x, out->links[out->n - 1]))
            break;
        ctx = c->from;
    }
}
