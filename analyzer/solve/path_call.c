/* What a call certainly leaves in memory: the stores of constants and of its own arguments that the
 * callee makes, into what its parameters point to, before its first branch. An initialiser
 * (`h->type = PIPE`) is known by it, also through functions that it calls. */
#include "solve/path.h"

enum { MAX_DEPTH = 3, MAX_INSNS = 80, MAX_ARGS = 8 };

struct operand { /* of the callee: what its parameter is in terms of the path */
    bool is_known, is_place;
    int64_t number;
    uint64_t place; /* root of what lies there */
};

struct entered {
    const struct rir_module *m;
    struct path *p;
    uint32_t insns;
};

/* A value of a callee, in terms of the path. */
static struct operand operand_of(const struct rir_func *g, const struct operand *args,
                                 uint32_t value)
{
    struct operand o = {.is_known = false};
    int64_t off = 0;
    for (;;) {
        const struct rir_value *v = &g->values[value];
        if (v->kind == RIR_V_CONST) {
            o.is_known = true;
            o.number = v->imm;
            return o;
        }
        if (v->kind == RIR_V_PARAM && v->ref < MAX_ARGS) {
            o = args[v->ref];
            o.place = path_root_behind(o.place, off);
            return o;
        }
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &g->insns[v->ref] : NULL;
        if (in == NULL || in->op != RIR_FIELD)
            return o;
        off += in->imm;
        value = in->args[0];
    }
}

static void enter(struct entered *e, const struct rir_func *g, const struct operand *args,
                  int depth);

static void run(struct entered *e, const struct rir_func *g, const struct operand *args,
                const struct rir_insn *in, int depth)
{
    if (in->op == RIR_STORE || in->op == RIR_WRITE) {
        struct operand at = operand_of(g, args, in->args[0]);
        struct operand value = operand_of(g, args, in->args[1]);
        if (at.is_place)
            path_set(e->p, at.place, value.is_known, value.number);
    }
    if (in->op != RIR_CALL || depth >= MAX_DEPTH)
        return;
    struct operand passed[MAX_ARGS] = {{.is_known = false}};
    for (uint32_t i = 0; i < in->nargs && i < MAX_ARGS; i++)
        passed[i] = operand_of(g, args, in->args[i]);
    enter(e, &e->m->funcs.data[in->ref], passed, depth + 1);
}

static void enter(struct entered *e, const struct rir_func *g, const struct operand *args,
                  int depth)
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

void path_run_call(const struct rir_func *f, struct path *p, const struct rir_insn *call)
{
    struct entered e = {.m = p->m, .p = p};
    struct operand args[MAX_ARGS] = {{.is_known = false}};
    for (uint32_t i = 0; i < call->nargs && i < MAX_ARGS; i++) {
        args[i].is_known = path_known(f, p, call->args[i], &args[i].number);
        args[i].is_place = f->values[call->args[i]].type.cls == RIR_PTR && !args[i].is_known;
        if (args[i].is_place)
            args[i].place = path_place(f, p, call->args[i]);
    }
    enter(&e, &p->m->funcs.data[call->ref], args, 0);
}
