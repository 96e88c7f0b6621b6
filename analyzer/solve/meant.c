/* What calls through pointers are meant for.
 *
 * Every chain that is tried asks again, with the same few calls: what does not depend on the chain
 * is remembered. */
#include "solve/meant.h"

#include <stdlib.h>

#include "solve/fits.h"

enum { NOT_ASKED, YES, NO };

void meant_free(struct meant_known *known)
{
    map_free(&known->fits);
    free(known->runners);
}

static bool has_one_runner(const struct contexts *x, uint32_t func)
{
    const struct solver *s = x->s;
    const uint32_t *origin = s->spec->origin.data;
    uint32_t n, runner = RIR_NONE;
    bool in_main = false;
    for (uint32_t f = 0; f < s->m->funcs.len; f++)
        in_main |= origin[f] == origin[func] && phase_a_in_main(s->a, f);
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t f = 0; f < s->m->funcs.len; f++)
        for (uint32_t i = 0; i < n && origin[f] == origin[func]; i++) {
            bool unknown = phase_a_is_unknown(s->a, t[i].func);
            uint32_t task = unknown ? t[i].func : origin[t[i].func];
            if (!phase_a_task_reaches(s->a, i, f) || task == runner)
                continue;
            if (in_main || runner != RIR_NONE)
                return false;
            runner = task;
        }
    return true;
}

bool meant_one_runner(struct meant_known *known, const struct contexts *x, uint32_t func)
{
    if (known->runners == NULL)
        known->runners = calloc(x->s->m->funcs.len, 1);
    if (known->runners == NULL)
        abort();
    uint8_t *answer = &known->runners[func];
    if (*answer == NOT_ASKED)
        *answer = has_one_runner(x, func) ? YES : NO;
    return *answer == YES;
}

static uint32_t count_fitting(struct meant_known *known, const struct rir_module *m,
                              const struct body *b, uint32_t insn, const uint32_t *to, uint32_t n)
{
    uint64_t key = (uint64_t)b->func << 32 | insn;
    uint32_t fit = 0;
    if (map_get(&known->fits, key, &fit))
        return fit;
    for (uint32_t i = 0; i < n; i++)
        fit += fits_by_type(m, b->f, &b->f->insns[insn], &m->funcs.data[to[i]]);
    map_put(&known->fits, key, fit);
    return fit;
}

bool meant_calls_ifunc(const struct rir_module *m, const struct rir_insn *in)
{
    return in->op == RIR_CALL && (m->funcs.data[in->ref].flags & RIR_FUNC_IFUNC) != 0;
}

uint32_t meant_for(struct meant_known *known, const struct contexts *x, const struct body *b,
                   const struct call_rec *r, uint32_t *operand, bool *complete)
{
    const struct rir_module *m = x->s->m;
    const struct rir_insn *in = &b->f->insns[r->insn];
    uint32_t n;
    if (meant_calls_ifunc(m, in)) {
        *operand = RIR_NONE;
        phase_a_callees(x->s->a, b->func, r->insn, &n, complete);
        return n;
    }
    if (in->op == RIR_CALL) {
        const struct rir_ann *a = rir_func_ann(&m->funcs.data[in->ref], RIR_ANN_CALLS);
        *operand = a != NULL && a->a > 0 ? flow_operand(in, (uint32_t)a->a) : RIR_NONE;
        phase_a_callbacks(x->s->a, b->func, r->insn, &n, complete);
        return n;
    }
    const uint32_t *to = phase_a_callees(x->s->a, b->func, r->insn, &n, complete);
    *operand = in->args[0];
    if (n == 1 && *complete)
        return 1;
    return fits_by_type(m, b->f, in, &m->funcs.data[r->callee])
               ? count_fitting(known, m, b, r->insn, to, n)
               : 0;
}
