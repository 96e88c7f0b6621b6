/* What a call of a function does to the locks of its caller: those held at every return are held
 * afterwards, or only if the result is zero, or is not. What was released is noted on the way
 * (lock_flow.c). */
#include "solve/lock_flow.h"

struct returns { /* facts at every return whose result is zero, is not */
    uint64_t zero, nonzero;
    bool any, result_differs;
};

static bool is_address(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in = lock_def(f, value);
    uint8_t kind = f->values[value].kind;
    return kind == RIR_V_GLOBAL || kind == RIR_V_FUNC ||
           (in != NULL && (in->op == RIR_FIELD || in->op == RIR_ELEM || in->op == RIR_STACK));
}

static void note_result(struct lock_pass *p, struct returns *r, uint32_t value)
{
    struct lock_func *f = lock_facts(p);
    if (flow_is_null(lock_function(p), value) ||
        lock_function(p)->values[value].type.cls != RIR_PTR)
        return;
    struct lock_path path = lock_path_of(p->l, p->func, value);
    r->result_differs |=
        !lock_path_export(&path) || (f->has_result && !lock_path_equal(&path, &f->result));
    f->has_result = true;
    f->result = path;
}

static void note_return(struct lock_pass *p, struct returns *r, uint32_t value, uint64_t st)
{
    const struct rir_func *f = lock_function(p);
    r->any = true;
    bool constant = value != RIR_NONE && f->values[value].kind == RIR_V_CONST;
    bool nonzero =
        value != RIR_NONE && ((constant && f->values[value].imm != 0) || is_address(f, value));
    if (value == RIR_NONE || !nonzero)
        r->zero &= value == RIR_NONE || constant ? st : lock_assume(p, st, value, true);
    if (value == RIR_NONE || !constant || nonzero)
        r->nonzero &= value == RIR_NONE || nonzero ? st : lock_assume(p, st, value, false);
    if (value != RIR_NONE)
        note_result(p, r, value);
}

/* A return of a phi of its own block is a return for each way into it. */
static void note_block(struct lock_pass *p, struct returns *r, uint32_t block)
{
    const struct rir_func *f = lock_function(p);
    const struct rir_block *b = &f->blocks[block];
    const struct rir_insn *ret = &f->insns[b->first + b->count - 1];
    uint32_t value = ret->nargs == 1 ? ret->args[0] : RIR_NONE;
    const struct rir_insn *phi = value == RIR_NONE ? NULL : lock_def(f, value);
    if (phi == NULL || phi->op != RIR_PHI || phi->block != block) {
        uint64_t st = lock_flow_block(p, block, p->in[block]);
        if (!p->dead)
            note_return(p, r, value, st);
        return;
    }
    for (uint32_t i = 0; i < phi->nblocks; i++) {
        uint32_t n, from = phi->blocks[i];
        const uint32_t *next = flow_successors(f, from, &n);
        if (p->l->flows[p->func]->rank[from] == RIR_NONE)
            continue;
        uint64_t out = lock_flow_block(p, from, p->in[from]);
        for (uint32_t k = 0; k < n && !p->dead; k++) {
            if (next[k] != block)
                continue;
            uint64_t st = lock_flow_block(p, block, lock_flow_edge(p, from, k, out));
            if (!p->dead)
                note_return(p, r, phi->args[i], st);
            break;
        }
    }
}

static void export_held(struct lock_pass *p, const struct returns *r)
{
    struct lock_func *f = lock_facts(p);
    for (uint32_t i = 0; i < f->facts.len; i++) {
        struct lock_fact fact = f->facts.data[i];
        bool zero = r->zero >> i & 1, nonzero = r->nonzero >> i & 1;
        struct lock_path path = p->l->paths.all.data[fact.path];
        if (fact.cond != RIR_NONE || (!zero && !nonzero) || !lock_path_export(&path))
            continue;
        struct lock_held h = {.path = lock_path_id(&p->l->paths, &path),
                              .cls = fact.cls,
                              .when = zero && nonzero ? LOCK_ALWAYS
                                      : zero          ? LOCK_ZERO
                                                      : LOCK_NONZERO,
                              .shared = fact.shared};
        vec_push(&f->held, h);
    }
}

void lock_summarize(struct lock_pass *p)
{
    const struct rir_func *f = lock_function(p);
    const struct flow *w = p->l->flows[p->func];
    struct lock_func *out = lock_facts(p);
    struct returns r = {.zero = ~(uint64_t)0, .nonzero = ~(uint64_t)0};
    out->held.len = 0;
    out->has_result = false;
    for (uint32_t i = 0; i < w->norder; i++) {
        const struct rir_block *b = &f->blocks[w->order[i]];
        if (b->count > 0 && f->insns[b->first + b->count - 1].op == RIR_RET)
            note_block(p, &r, w->order[i]);
    }
    out->returns = r.any;
    out->has_result &= !r.result_differs;
    if (r.any)
        export_held(p, &r);
}
