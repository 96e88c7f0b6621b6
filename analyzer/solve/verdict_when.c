/* On which path: the test that decides whether an instruction runs, where not every path runs it
 * that comes to another one; and the result with which a call gives something away.
 *
 * The test is the last branch before the instruction, as C has it where the RIR still tells: of
 * `a && b` it is b. It is part of the path's description and no evidence. */
#include "solve/verdict_int.h"

#include <string.h>

#include "solve/c_names.h"

struct teller {
    const struct rir_module *m;
    const struct rir_func *f;
    struct arena *a;
};

static const char *name_of(const struct teller *t, uint32_t value)
{
    const struct rir_value *v = &t->f->values[value];
    const struct rir_insn *call = flow_defined_by(t->f, value, RIR_CALL);
    const char *name = c_name_of_value(t->m, t->f, value, t->a);
    if (name != NULL)
        return arena_printf(t->a, "'%s'", name);
    if (v->kind == RIR_V_CONST)
        return v->type.cls == RIR_PTR ? "NULL" : arena_printf(t->a, "%lld", (long long)v->imm);
    if (call != NULL)
        return arena_printf(t->a, "the result of '%s'", source_name(&t->m->funcs.data[call->ref]));
    return NULL;
}

/* "is", "is not", ">": where the comparison holds, or does not; NULL: not told in C. */
static const char *relation(uint8_t pred, bool holds)
{
    switch ((enum rir_pred)pred) {
    case RIR_P_EQ:
        return holds ? "is" : "is not";
    case RIR_P_NE:
        return holds ? "is not" : "is";
    case RIR_P_SGT:
    case RIR_P_UGT:
        return holds ? ">" : "<=";
    case RIR_P_SGE:
    case RIR_P_UGE:
        return holds ? ">=" : "<";
    case RIR_P_SLT:
    case RIR_P_ULT:
        return holds ? "<" : ">=";
    case RIR_P_SLE:
    case RIR_P_ULE:
        return holds ? "<=" : ">";
    default:
        return NULL;
    }
}

/* The same truth without what C's conversions put around it. */
static uint32_t bare(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in = flow_defined_by(f, value, RIR_UN);
    while (in != NULL && in->nargs == 1 && f->values[value].name == NULL) {
        value = in->args[0];
        in = flow_defined_by(f, value, RIR_UN);
    }
    return value;
}

static const char *truth(const struct teller *t, uint32_t value, bool holds)
{
    value = bare(t->f, value);
    const struct rir_insn *cmp = flow_defined_by(t->f, value, RIR_CMP);
    if (cmp == NULL) {
        const char *name = name_of(t, value);
        return name == NULL ? NULL : arena_printf(t->a, "%s is %s0", name, holds ? "not " : "");
    }
    uint32_t left = bare(t->f, cmp->args[0]);
    bool zero = flow_is_null(t->f, cmp->args[1]) && (cmp->sub == RIR_P_EQ || cmp->sub == RIR_P_NE);
    if (zero && flow_defined_by(t->f, left, RIR_CMP) != NULL)
        return truth(t, left, holds == (cmp->sub == RIR_P_NE));
    const char *a = name_of(t, left), *b = name_of(t, bare(t->f, cmp->args[1]));
    const char *how = relation(cmp->sub, holds);
    return a == NULL || b == NULL || how == NULL ? NULL : arena_printf(t->a, "%s %s %s", a, how, b);
}

/* What is known where the branch goes to its successor number `side`; NULL: not told in C. */
static const char *branch(const struct teller *t, const struct rir_insn *end, uint32_t side)
{
    if (end->op == RIR_COND)
        return truth(t, end->args[0], side == 0);
    const char *name = end->op == RIR_SWITCH ? name_of(t, bare(t->f, end->args[0])) : NULL;
    if (name == NULL)
        return NULL;
    if (side == 0)
        return arena_printf(t->a, "%s is none of the cases", name);
    return arena_printf(t->a, "%s is %lld", name, (long long)end->cases[side - 1]);
}

/* The branch by which control gets to the block, and only so; NULL: there is none. */
static const struct rir_insn *deciding(const struct flow *w, uint32_t block, uint32_t *side)
{
    const struct rir_func *f = w->f;
    while (w->npreds[block] == 1) {
        uint32_t from = w->preds[block][0];
        const struct rir_insn *end = &f->insns[f->blocks[from].first + f->blocks[from].count - 1];
        if (end->op != RIR_BR) {
            for (*side = 0; *side < end->nblocks && end->blocks[*side] != block;)
                ++*side;
            return *side < end->nblocks ? end : NULL;
        }
        block = from;
    }
    return NULL;
}

/* The switch may go there. */
static bool is_case(const struct rir_insn *end, uint32_t block)
{
    for (uint32_t i = 0; i < end->nblocks; i++)
        if (end->blocks[i] == block)
            return true;
    return false;
}

static bool runs_always_before(const struct flow *w, uint32_t first, uint32_t then)
{
    uint32_t a = w->f->insns[first].block, b = w->f->insns[then].block;
    return (a == b && w->in_cycle[a]) || flow_comes_first(w, first, then);
}

/* The branch that decides whether the instruction runs, on paths that come to `then`; NULL: every
 * path runs it, or it is not known. */
static const struct rir_insn *deciding_before(const struct flow *w, uint32_t insn, uint32_t then,
                                              uint32_t *side)
{
    bool always = w == NULL || (then != RIR_NONE && runs_always_before(w, insn, then));
    return always ? NULL : deciding(w, w->f->insns[insn].block, side);
}

bool verdict_when_falls(struct collect *c, const struct body *b, uint32_t insn, uint32_t then)
{
    uint32_t side;
    const struct rir_insn *end = deciding_before(c->x->s->flows[b->func], insn, then, &side);
    return end != NULL && then != RIR_NONE && end->op == RIR_SWITCH &&
           is_case(end, b->f->insns[then].block);
}

const char *verdict_when(struct collect *c, const struct body *b, uint32_t insn, uint32_t then)
{
    const struct teller t = {c->x->s->m, b->f, &c->out->result.arena};
    uint32_t side;
    const struct rir_insn *end = deciding_before(c->x->s->flows[b->func], insn, then, &side);
    const char *text = end == NULL ? NULL : branch(&t, end, side);
    if (text == NULL)
        return "";
    return arena_printf(t.a, ", if %s%s", text,
                        verdict_when_falls(c, b, insn, then) ? ", in a case that falls through"
                                                             : "");
}

bool verdict_when_set(struct collect *c, const struct body *b, uint32_t insn, uint32_t value)
{
    uint32_t side;
    const struct rir_insn *end = deciding_before(c->x->s->flows[b->func], insn, RIR_NONE, &side);
    const struct rir_insn *cmp = end == NULL || end->op != RIR_COND
                                     ? NULL
                                     : flow_defined_by(b->f, bare(b->f, end->args[0]), RIR_CMP);
    return cmp != NULL && cmp->args[0] == value && flow_is_null(b->f, cmp->args[1]) &&
           (cmp->sub == RIR_P_NE ? side == 0 : cmp->sub == RIR_P_EQ && side == 1);
}

const char *verdict_when_behind(struct collect *c, const struct body *b, uint32_t insn,
                                uint32_t since)
{
    const struct flow *w = c->x->s->flows[b->func];
    const struct teller t = {c->x->s->m, b->f, &c->out->result.arena};
    uint32_t side;
    const struct rir_insn *end = w == NULL ? NULL : deciding(w, b->f->insns[insn].block, &side);
    return end == NULL || (uint32_t)(end - b->f->insns) <= since ? NULL : branch(&t, end, side);
}

/* The call that is tested and whether its result is not 0 where the branch goes to `side`; NULL: it
 * tests something else. */
static const struct rir_insn *tested_call(const struct rir_func *f, const struct rir_insn *end,
                                          uint32_t side, bool *set)
{
    uint32_t value = end->op == RIR_COND ? end->args[0] : RIR_NONE;
    *set = side == 0;
    while (value != RIR_NONE) {
        value = bare(f, value);
        const struct rir_insn *cmp = flow_defined_by(f, value, RIR_CMP);
        if (cmp == NULL)
            return flow_defined_by(f, value, RIR_CALL);
        if (!flow_is_null(f, cmp->args[1]) || (cmp->sub != RIR_P_EQ && cmp->sub != RIR_P_NE))
            return NULL;
        *set ^= cmp->sub == RIR_P_EQ;
        value = cmp->args[0];
    }
    return NULL;
}

bool verdict_when_taken(struct collect *c, const struct body *b, uint32_t insn, uint32_t since)
{
    const struct flow *w = c->x->s->flows[b->func];
    uint32_t side;
    bool set;
    const struct rir_insn *end = w == NULL ? NULL : deciding(w, b->f->insns[insn].block, &side);
    if (end == NULL || tested_call(b->f, end, side, &set) != &b->f->insns[since])
        return false;
    const struct rir_ann *n =
        rir_func_ann(&c->x->s->m->funcs.data[b->f->insns[since].ref], RIR_ANN_SENDS_IF);
    return n != NULL && (set ? n->when == RIR_NONZERO || n->when == RIR_NONNULL
                             : n->when == RIR_ZERO || n->when == RIR_NULL);
}

const char *verdict_when_result(struct collect *c, const struct rir_insn *call, const char *what)
{
    static const char *const words[] = {[RIR_ZERO] = "0",
                                        [RIR_NONZERO] = "anything but 0",
                                        [RIR_NULL] = "NULL",
                                        [RIR_NONNULL] = "a pointer that is not NULL",
                                        [RIR_NEGATIVE] = "a negative number",
                                        [RIR_NONNEGATIVE] = "0 or more"};
    if (call->op != RIR_CALL)
        return "";
    const struct rir_ann *n = rir_func_ann(&c->x->s->m->funcs.data[call->ref], RIR_ANN_SENDS_IF);
    if (n == NULL || n->when >= sizeof words / sizeof *words || words[n->when] == NULL)
        return "";
    return arena_printf(&c->out->result.arena, ", which takes %s when its result is %s", what,
                        words[n->when]);
}
