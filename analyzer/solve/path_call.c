/* What a call of a function with a body does, as far as there is only one way: the callee is run
 * until it returns or comes to a branch that what is known does not decide. What it has stored by
 * then is there after the call; and if it has returned, what it returns is known. So an initialiser
 * is known by what it does (`h->type = PIPE`), and a question by its answer (`is_pipe(h)`). */
#include "solve/flow.h"
#include "solve/path_memory.h"

enum { MAX_DEPTH = 4, MAX_INSNS = 160 };

/* The only edge that is left; RIR_NONE: there is a choice, or the end. */
static uint32_t only_way(struct path *p, const struct rir_insn *t)
{
    uint32_t found = RIR_NONE;
    for (uint32_t k = 0; k < t->nblocks; k++) {
        struct path_mark here = path_mark(p);
        bool open = path_take_edge(p, t, k);
        path_go_back(p, here);
        if (open && found != RIR_NONE)
            return RIR_NONE;
        if (open)
            found = k;
    }
    return found;
}

/* Runs the current frame's function; true: to its end. */
static bool run_body(struct path *p)
{
    const struct rir_func *g = p->at.f;
    uint32_t block = 0;
    for (;;) {
        const struct rir_block *b = &g->blocks[block];
        const struct rir_insn *t = &g->insns[b->first + b->count - 1];
        for (const struct rir_insn *in = &g->insns[b->first]; in < t; in++) {
            p->returned = RIR_NONE;
            bool unwinds = flow_unwinds(g, (uint32_t)(in - g->insns));
            p->ended |= (in->flags & RIR_NORETURN) != 0 && !unwinds;
            if (p->budget == 0 || p->ended)
                return false;
            p->budget--;
            path_run(p, in);
            p->ended &= !unwinds; /* it may go on elsewhere, which is not followed */
        }
        if (p->ended)
            return false;
        p->returned = RIR_NONE;
        if (t->op == RIR_RET && t->nargs == 1)
            p->returned = path_value(p, t->args[0]);
        uint32_t way = p->budget == 0 ? RIR_NONE : only_way(p, t);
        if (way == RIR_NONE)
            return t->op == RIR_RET;
        p->budget--;
        path_take_edge(p, t, way);
        path_enter_block(p, block, t->blocks[way], false);
        block = t->blocks[way];
    }
}

bool path_run_call(struct path *p, const struct rir_insn *call)
{
    enum { MAX_ARGS = 16 };
    const struct rir_func *g = &p->r.m->funcs.data[call->ref];
    uint32_t args[MAX_ARGS];
    if (p->at.depth == 0)
        p->budget = MAX_INSNS;
    if (p->at.depth >= MAX_DEPTH || g->nparams > MAX_ARGS || p->budget == 0)
        return false;
    for (uint32_t i = 0; i < g->nparams; i++)
        args[i] = i < call->nargs && !(g->params[i].pos.flags & RIR_ARG_BYVAL)
                      ? path_value(p, call->args[i])
                      : term_fresh(&p->terms, TERM_UNKNOWN);
    struct path_frame caller = path_call_frame(p, g);
    for (uint32_t i = 0; i < g->nparams; i++)
        if (g->params[i].value != RIR_NONE)
            path_bind(p, g->params[i].value, args[i]);
    bool whole = run_body(p);
    p->at = caller;
    return whole;
}
