/* What a path knows of the starts that it passes. The search may be for paths on which one certain
 * start succeeds: then its result says so here, also in a function that is called, and what the
 * program does for that case is done (`running = 1`). And the handle of a task that runs is not
 * zero, as no library gives zero: programs ask by it whether they have started one. */
#include "solve/flow.h"
#include "solve/path_facts.h"
#include "solve/path_memory.h"

static uint32_t not_zero(struct path *p)
{
    uint32_t t = term_fresh(&p->terms, TERM_UNKNOWN);
    path_add(p, t, RIR_P_EQ, false, 0);
    return t;
}

void path_run_start(struct path *p, const struct rir_insn *call)
{
    const struct rir_func *callee = &p->r.m->funcs.data[call->ref];
    const struct rir_ann *may_fail = rir_func_ann(callee, RIR_ANN_SPAWNS_IF);
    const struct rir_ann *handle = rir_func_ann(callee, RIR_ANN_HANDLE);
    bool by_zero = may_fail != NULL && may_fail->when == RIR_ZERO && call->result != RIR_NONE;
    if (p->r.strict || (!by_zero && rir_func_ann(callee, RIR_ANN_SPAWNS) == NULL))
        return;
    uint32_t at = handle != NULL && handle->model && handle->a > 0
                      ? flow_operand(call, (uint32_t)handle->a)
                      : RIR_NONE;
    int64_t size = at == RIR_NONE ? 0 : path_pointee_size(p->r.m, callee, (uint32_t)handle->a - 1);
    if (size > 0 && by_zero)
        path_leave(p, path_value(p, at), (struct byte_range){0, size}, not_zero(p),
                   path_value(p, call->result));
    else if (size > 0)
        path_store(p, path_value(p, at), size, not_zero(p));
    if (by_zero && call == p->r.start)
        path_add(p, path_value(p, call->result), RIR_P_EQ, true, 0);
}
