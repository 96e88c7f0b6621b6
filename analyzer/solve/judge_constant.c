/* Whether the constant itself says that it is not written.
 *
 * B-V12 (I5). Where a function returned the pointer, or memory held it, a path does not name the
 * constant, so it does not see what tests of its contents come to: an entry that stands for "there
 * is none" says so in its tag, and is not written. So a write is no violation if something may have
 * been read through the pointer before. (Of a pointer that the path names, as a parameter, the
 * contents are known to it.) */
#include "solve/body.h"
#include "solve/judge_int.h"

enum { MOST = 16 };

struct pointers { /* what a pointer may be a copy of */
    const struct rir_func *f;
    uint32_t values[MOST], n;
    bool unnamed; /* one of them comes out of a call, or of memory */
};

static bool is_one(const struct pointers *p, uint32_t value)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (p->values[i] == value)
            return true;
    return false;
}

static void add(struct pointers *p, uint32_t value)
{
    value = flow_base(p->f, value);
    if (p->n == MOST || is_one(p, value))
        return;
    p->values[p->n++] = value;
    const struct rir_value *v = &p->f->values[value];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &p->f->insns[v->ref] : NULL;
    if (in == NULL)
        return;
    p->unnamed |= in->op == RIR_CALL || in->op == RIR_CALLI || in->op == RIR_LOAD;
    uint32_t first = in->op == RIR_SELECT ? 1 : 0;
    for (uint32_t i = first; (in->op == RIR_PHI || in->op == RIR_SELECT) && i < in->nargs; i++)
        add(p, in->args[i]);
}

/* The instruction reads through one of them, or has somebody else do so. */
static bool looks(const struct pointers *p, const struct rir_insn *in)
{
    if (in->op == RIR_READ || in->op == RIR_LOAD)
        return is_one(p, flow_base(p->f, in->args[0]));
    if (in->op != RIR_CALL && in->op != RIR_CALLI && in->op != RIR_COPY)
        return false;
    for (uint32_t i = 0; i < in->nargs; i++)
        if (is_one(p, flow_base(p->f, in->args[i])))
            return true;
    return false;
}

bool judge_was_looked_at(const struct judge *j, uint32_t ctx, uint32_t insn, uint32_t operand)
{
    const struct body *b = j->x->all.data[ctx].body;
    const struct flow *w = j->x->s->flows[b->func];
    struct pointers p = {.f = b->f};
    if (operand == RIR_NONE)
        return false;
    add(&p, operand);
    uint32_t at = b->f->insns[insn].block;
    for (uint32_t i = 0; p.unnamed && i < b->f->ninsns; i++) {
        uint32_t block = b->f->insns[i].block;
        bool before = (block == at && i < insn) || flow_reaches(w, block, at, RIR_NONE, NULL, NULL);
        if (i != insn && before && looks(&p, &b->f->insns[i]))
            return true;
    }
    return false;
}
