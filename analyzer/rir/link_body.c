/* Copying the contents of the definitions that won: initialisers and bodies, with references to
 * types and symbols of the program. Operand tables of a function are cut from one piece of memory.
 *
 * A call of a symbol that turns out to be a variable stays a call of the (unknown) function that
 * the unit declared; everything else that names it denotes the variable. */
#include <string.h>

#include "rir/link_int.h"

static struct link_ref reference(const struct linker *l, const struct link_unit *u, bool is_func,
                                 uint32_t index)
{
    return is_func ? l->redirect[1][u->funcs[index]] : l->redirect[0][u->globals[index]];
}

static uint32_t callee(const struct linker *l, const struct link_unit *u, uint32_t index)
{
    struct link_ref r = reference(l, u, true, index);
    return r.is_func ? r.index : u->funcs[index];
}

/* ---- globals ---- */

static void copy_contents(struct linker *l, uint32_t index)
{
    const struct link_def *def = &l->defs[0].data[index];
    const struct link_unit *u = &l->units[def->unit];
    const struct rir_global *in = &u->in->globals.data[def->index];
    struct rir_global *g = &l->out->globals.data[index];
    struct arena *a = &l->out->arena;
    g->ndata = in->ndata;
    g->data = in->data == NULL ? NULL : arena_copy(a, in->data, in->ndata);
    g->ninit = in->ninit;
    g->init = in->ninit == 0 ? NULL : arena_copy(a, in->init, sizeof *in->init * in->ninit);
    for (uint32_t i = 0; i < g->ninit; i++) {
        struct link_ref to = reference(l, u, g->init[i].is_func, g->init[i].target);
        g->init[i].is_func = to.is_func;
        g->init[i].target = to.index;
    }
}

/* ---- functions ---- */

static void copy_values(struct linker *l, struct link_unit *u, const struct rir_func *in,
                        struct rir_func *f)
{
    f->nvalues = in->nvalues;
    f->values = arena_copy(&l->out->arena, in->values, sizeof *f->values * in->nvalues);
    for (uint32_t i = 0; i < f->nvalues; i++) {
        struct rir_value *v = &f->values[i];
        v->src = rir_link_type(u, v->src);
        v->name = rir_link_string(l, u, v->name);
        v->why = rir_link_string(l, u, v->why);
        if (v->kind != RIR_V_GLOBAL && v->kind != RIR_V_FUNC)
            continue;
        struct link_ref to = reference(l, u, v->kind == RIR_V_FUNC, v->ref);
        v->kind = to.is_func ? RIR_V_FUNC : RIR_V_GLOBAL;
        v->ref = to.index;
        if (to.is_func)
            v->imm = 0;
    }
    for (uint32_t i = 0; i < f->nparams; i++)
        f->params[i].value = in->params[i].value;
}

static size_t tables_size(const struct rir_func *in)
{
    size_t size = 0;
    for (uint32_t i = 0; i < in->ninsns; i++) {
        const struct rir_insn *n = &in->insns[i];
        size += ((size_t)n->nargs + n->nblocks) * sizeof(uint32_t);
        if (n->pos != NULL)
            size += rir_call_args(n) * sizeof(struct rir_argpos);
        if (n->op == RIR_SWITCH)
            size += n->nblocks * sizeof(int64_t) + sizeof(int64_t);
    }
    return size;
}

static void *cut(char **at, const void *from, size_t n, size_t size)
{
    if (n == 0 || from == NULL)
        return NULL;
    *at += (size_t)(-(uintptr_t)*at) & (size - 1);
    void *to = memcpy(*at, from, n * size);
    *at += n * size;
    return to;
}

static uint32_t insn_ref(const struct linker *l, const struct link_unit *u,
                         const struct rir_insn *in)
{
    switch (in->op) {
    case RIR_CALL:
    case RIR_START:
        return callee(l, u, in->ref);
    case RIR_FIELD:
    case RIR_ELEM:
        return rir_link_type(u, in->ref);
    default:
        return RIR_NONE;
    }
}

static void copy_insns(struct linker *l, struct link_unit *u, const struct rir_func *in,
                       struct rir_func *f)
{
    f->ninsns = in->ninsns;
    f->insns = arena_copy(&l->out->arena, in->insns, sizeof *f->insns * in->ninsns);
    char *at = arena_alloc(&l->out->arena, tables_size(in));
    for (uint32_t i = 0; i < f->ninsns; i++) {
        struct rir_insn *n = &f->insns[i];
        n->ref = insn_ref(l, u, n);
        n->src = rir_link_type(u, n->src);
        n->text = rir_link_string(l, u, n->text);
        n->args = cut(&at, n->args, n->nargs, sizeof *n->args);
        n->blocks = cut(&at, n->blocks, n->nblocks, sizeof *n->blocks);
        n->pos = cut(&at, n->pos, rir_call_args(n), sizeof *n->pos);
        size_t cases = n->op == RIR_SWITCH && n->nblocks > 0 ? n->nblocks - 1 : 0;
        n->cases = cut(&at, n->cases, cases, sizeof *n->cases);
    }
}

static void copy_body(struct linker *l, uint32_t index)
{
    const struct link_def *def = &l->defs[1].data[index];
    struct link_unit *u = &l->units[def->unit];
    const struct rir_func *in = &u->in->funcs.data[def->index];
    struct rir_func *f = &l->out->funcs.data[index];
    struct arena *a = &l->out->arena;
    if ((in->flags & RIR_FUNC_DEFINED) == 0)
        return;
    f->flags |= RIR_FUNC_DEFINED;
    copy_values(l, u, in, f);
    copy_insns(l, u, in, f);
    f->nblocks = in->nblocks;
    f->blocks = arena_copy(a, in->blocks, sizeof *f->blocks * in->nblocks);
    for (uint32_t i = 0; i < f->nblocks; i++)
        f->blocks[i].name = rir_link_string(l, u, f->blocks[i].name);
    f->nsites = in->nsites;
    f->sites = arena_copy(a, in->sites, sizeof *f->sites * in->nsites);
    for (uint32_t i = 0; i < f->nsites; i++)
        f->sites[i].pos.file = rir_link_string(l, u, f->sites[i].pos.file);
}

void rir_link_bodies(struct linker *l)
{
    for (uint32_t i = 0; i < l->out->globals.len; i++)
        copy_contents(l, i);
    for (uint32_t i = 0; i < l->out->funcs.len; i++)
        copy_body(l, i);
}
