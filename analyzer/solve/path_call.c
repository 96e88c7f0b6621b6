/* What a call certainly leaves in memory: the stores that the callee makes into what its parameters
 * point to, before its first branch, of constants, addresses, and what it was given. An initialiser
 * (`h->type = PIPE`) is known by it, also through functions that it calls. */
#include "solve/path_memory.h"

enum { MAX_DEPTH = 3, MAX_INSNS = 80, MAX_ARGS = 8 };

struct entered {
    struct path *p;
    uint32_t insns;
};

/* A value of a callee as a term of the path; RIR_NONE: nothing is known of it. */
static uint32_t term_of(struct path *p, const struct rir_func *g, const uint32_t *args,
                        uint32_t value)
{
    int64_t off = 0;
    for (;;) {
        const struct rir_value *v = &g->values[value];
        if (v->kind == RIR_V_CONST)
            return term_number(&p->terms, (int64_t)((uint64_t)v->imm + (uint64_t)off));
        if (v->kind == RIR_V_GLOBAL)
            return term_at(&p->terms, term_named(&p->terms, TERM_GLOBAL, v->ref), v->imm + off);
        if (v->kind == RIR_V_FUNC)
            return term_named(&p->terms, TERM_FUNC, v->ref);
        if (v->kind == RIR_V_PARAM)
            return v->ref < MAX_ARGS && args[v->ref] != RIR_NONE
                       ? term_at(&p->terms, args[v->ref], off)
                       : RIR_NONE;
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &g->insns[v->ref] : NULL;
        if (in == NULL || in->op != RIR_FIELD)
            return RIR_NONE;
        off += in->imm;
        value = in->args[0];
    }
}

static void enter(struct entered *e, const struct rir_func *g, const uint32_t *args, int depth);

static void run(struct entered *e, const struct rir_func *g, const uint32_t *args,
                const struct rir_insn *in, int depth)
{
    struct path *p = e->p;
    if (in->op == RIR_STORE || in->op == RIR_WRITE) {
        uint32_t at = term_of(p, g, args, in->args[0]), value = term_of(p, g, args, in->args[1]);
        if (at != RIR_NONE)
            path_store(p, at, (g->values[in->args[1]].type.bits + 7) / 8,
                       value != RIR_NONE ? value : term_fresh(&p->terms, TERM_UNKNOWN));
    }
    if (in->op == RIR_FILL && g->values[in->args[1]].kind == RIR_V_CONST) {
        const struct rir_value *size = &g->values[in->args[2]];
        uint32_t at = term_of(p, g, args, in->args[0]);
        if (at != RIR_NONE)
            path_fill(p, at, size->kind == RIR_V_CONST ? size->imm : BYTES_WHOLE,
                      g->values[in->args[1]].imm == 0);
    }
    if (in->op != RIR_CALL || depth >= MAX_DEPTH)
        return;
    uint32_t passed[MAX_ARGS];
    for (uint32_t i = 0; i < MAX_ARGS; i++)
        passed[i] = i < in->nargs ? term_of(p, g, args, in->args[i]) : RIR_NONE;
    enter(e, &p->r.m->funcs.data[in->ref], passed, depth + 1);
}

static void enter(struct entered *e, const struct rir_func *g, const uint32_t *args, int depth)
{
    for (uint32_t block = 0, guard = 0; block < g->nblocks && guard < MAX_INSNS; guard++) {
        const struct rir_block *b = &g->blocks[block];
        for (uint32_t i = b->first; i < b->first + b->count; i++) {
            if (e->insns++ >= MAX_INSNS)
                return;
            run(e, g, args, &g->insns[i], depth);
        }
        const struct rir_insn *t = &g->insns[b->first + b->count - 1];
        if (t->op != RIR_BR)
            return;
        block = t->blocks[0];
    }
}

void path_run_call(struct path *p, const struct rir_insn *call)
{
    struct entered e = {.p = p};
    uint32_t args[MAX_ARGS];
    for (uint32_t i = 0; i < MAX_ARGS; i++)
        args[i] = i < call->nargs ? path_value(p, call->args[i]) : RIR_NONE;
    enter(&e, &p->r.m->funcs.data[call->ref], args, 0);
}
