/* Values are looked up by an environment, in which an instruction that is run again puts another
 * term (path_run.c). Whatever a path gains is the end of some list, so going back is to cut the
 * lists and to undo what the entries cut off had replaced.
 *
 * What a loop counts is not followed beyond its first round: from the second one on it is any
 * number. */
#include "solve/path.h"

#include <stdlib.h>
#include <string.h>

#include "solve/number.h"
#include "solve/path_facts.h"

void path_init(struct path *p)
{
    *p = (struct path){.env = NULL};
    terms_init(&p->terms);
}

void path_free(struct path *p)
{
    terms_free(&p->terms);
    vec_free(&p->facts);
    vec_free(&p->cells);
    vec_free(&p->binds);
    vec_free(&p->escapes);
    vec_free(&p->locks);
    vec_free(&p->left);
    vec_free(&p->changed);
    free(p->env);
}

static void reserve(struct path *p, uint32_t n)
{
    if (n <= p->nenv)
        return;
    uint32_t *bigger = realloc(p->env, (n + n / 2) * sizeof *bigger);
    if (bigger == NULL)
        abort();
    memset(bigger + p->nenv, 0, (n + n / 2 - p->nenv) * sizeof *bigger);
    p->env = bigger;
    p->nenv = n + n / 2;
}

void path_begin(struct path *p, const struct path_rules *r)
{
    path_go_back(p, (struct path_mark){0});
    p->r = *r;
    p->left.len = 0;
    p->at = (struct path_frame){r->f, 0, 0};
    reserve(p, r->f->nvalues);
}

/* What an earlier call of a function left in its frame is not looked at: values are defined before
 * they are used. */
struct path_frame path_call_frame(struct path *p, const struct rir_func *f)
{
    struct path_frame caller = p->at;
    p->at = (struct path_frame){f, caller.first + caller.f->nvalues, caller.depth + 1};
    reserve(p, p->at.first + f->nvalues);
    return caller;
}

struct path_mark path_mark(const struct path *p)
{
    return (struct path_mark){p->terms.all.len, p->facts.len, p->cells.len,  p->binds.len,
                              p->escapes.len,   p->locks.len, p->changed.len};
}

void path_go_back(struct path *p, struct path_mark to)
{
    p->ended = false;
    p->locks.len = to.locks;
    while (p->binds.len > to.binds) {
        const struct path_bind *b = &p->binds.data[--p->binds.len];
        p->env[b->slot] = b->old;
    }
    while (p->changed.len > to.changed)
        p->left.data[p->changed.data[--p->changed.len]].changed = false;
    while (p->escapes.len > to.escapes)
        path_term(p, p->escapes.data[--p->escapes.len])->escaped = false;
    while (p->facts.len > to.facts) {
        const struct path_fact *f = &p->facts.data[--p->facts.len];
        path_term(p, f->term)->facts = f->before;
    }
    while (p->cells.len > to.cells) {
        const struct path_cell *c = &p->cells.data[--p->cells.len];
        path_term(p, c->base)->cells = c->before;
    }
    terms_shrink(&p->terms, to.terms);
}

/* ---- values ---- */

bool path_has(const struct path *p, uint32_t value)
{
    return p->env[p->at.first + value] != 0;
}

void path_bind(struct path *p, uint32_t value, uint32_t term)
{
    uint32_t slot = p->at.first + value;
    struct path_bind b = {slot, p->env[slot]};
    vec_push(&p->binds, b);
    p->env[slot] = term + 1;
}

uint32_t path_value(struct path *p, uint32_t value)
{
    const struct rir_value *v = &p->at.f->values[value];
    switch (v->kind) {
    case RIR_V_CONST:
        return term_number(&p->terms, v->imm);
    case RIR_V_GLOBAL:
        return term_at(&p->terms, term_named(&p->terms, TERM_GLOBAL, v->ref), v->imm);
    case RIR_V_FUNC:
        return term_named(&p->terms, TERM_FUNC, v->ref);
    case RIR_V_UNDEF:
        return term_named(&p->terms, TERM_NOTHING, 0);
    default:
        break;
    }
    if (!path_has(p, value))
        path_bind(p, value, term_fresh(&p->terms, TERM_UNKNOWN));
    return p->env[p->at.first + value] - 1;
}

uint32_t path_compute(struct path *p, struct term op)
{
    int64_t a;
    uint32_t t = term_computed(&p->terms, op);
    if (op.op == RIR_SELECT)
        return path_chosen(p, t);
    return path_known(p, t, &a) ? term_number(&p->terms, a) : t;
}

/* ---- edges ---- */

enum { MAX_PHIS = 64 };

static const struct rir_insn *def(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
}

static bool is_address(const struct rir_insn *in)
{
    return in != NULL && (in->op == RIR_FIELD || in->op == RIR_ELEM || in->op == RIR_OFFSET ||
                          (in->op == RIR_UN && in->sub == RIR_U_MOVE));
}

/* A counter is some number further on than it was, any number of rounds later: it does not come
 * back to what it was before. Counted down, it stays above zero, unless tests read it as a signed
 * number. */
static uint32_t stepped(struct path *p, uint32_t phi, uint32_t value)
{
    uint32_t t = term_fresh(&p->terms, TERM_UNKNOWN), was = path_value(p, phi),
             next = path_value(p, value);
    struct sum s = number_sum(p->at.f, value);
    int64_t least, most, next_least, next_most;
    if (p->r.strict || s.root != phi || s.bits > 64)
        return t;
    path_bounds(p, was, &least, &most);
    path_bounds(p, next, &next_least, &next_most);
    if (s.plus > 0) {
        path_add(p, t, RIR_P_SGE, true, next_least);
        if (least >= number_least(s.bits, true) && least <= number_greatest(s.bits, true) - s.plus)
            path_add(p, t, RIR_P_SGE, true, least + s.plus);
        return t;
    }
    if (most <= number_greatest(s.bits, true) && most >= number_least(s.bits, true) - s.plus &&
        most + s.plus < next_most)
        next_most = most + s.plus;
    bool below_zero = next_most < 0 || path_read_signed(p, was) || path_read_signed(p, next);
    path_add(p, t, below_zero ? RIR_P_SLE : RIR_P_ULE, true, next_most);
    return t;
}

/* What a phi is when the path comes around again: what it is made of itself is not followed. */
static uint32_t counted(struct path *p, uint32_t phi, uint32_t value)
{
    const struct rir_func *f = p->at.f;
    const struct rir_insn *in = def(f, value);
    if (in != NULL && in->op == RIR_BIN)
        return stepped(p, phi, value);
    uint32_t from = value;
    while (is_address(in)) {
        from = in->args[0];
        in = def(f, from);
    }
    if (from == value || from != phi)
        return path_value(p, value);
    struct term op = term_op(RIR_OFFSET, 0, 0);
    op.args[0] = path_value(p, phi);
    op.args[1] = term_fresh(&p->terms, TERM_UNKNOWN);
    return term_computed(&p->terms, op);
}

/* All phis change at once. */
void path_enter_block(struct path *p, uint32_t from, uint32_t to, bool again)
{
    const struct rir_func *f = p->at.f;
    const struct rir_block *b = &f->blocks[to];
    uint32_t fresh[MAX_PHIS], phis[MAX_PHIS], n = 0;
    for (uint32_t i = b->first; i < b->first + b->count && f->insns[i].op == RIR_PHI; i++) {
        const struct rir_insn *phi = &f->insns[i];
        uint32_t k = 0;
        while (k < phi->nargs && phi->blocks[k] != from)
            k++;
        if (k == phi->nargs || n == MAX_PHIS) {
            path_bind(p, phi->result, term_fresh(&p->terms, TERM_UNKNOWN));
            continue;
        }
        phis[n] = phi->result;
        fresh[n++] = again ? counted(p, phi->result, phi->args[k]) : path_value(p, phi->args[k]);
    }
    for (uint32_t i = 0; i < n; i++)
        path_bind(p, phis[i], fresh[i]);
}

struct label_steps {
    uint32_t values[48], n;
    bool counts;
};

/* A number made of constants and arithmetic alone, or what a constant table holds there. */
static bool is_counted(const struct rir_func *f, uint32_t value, struct label_steps *seen)
{
    const struct rir_insn *in = def(f, value);
    for (uint32_t i = 0; i < seen->n; i++)
        if (seen->values[i] == value)
            return true;
    if (seen->n == sizeof seen->values / sizeof *seen->values)
        return false;
    seen->values[seen->n++] = value;
    if (in == NULL)
        return f->values[value].kind == RIR_V_CONST || f->values[value].kind == RIR_V_GLOBAL;
    if (in->op != RIR_PHI && in->op != RIR_SELECT && in->op != RIR_BIN && in->op != RIR_UN &&
        in->op != RIR_ELEM && in->op != RIR_FIELD && in->op != RIR_LOAD)
        return false;
    seen->counts |= in->op == RIR_BIN;
    for (uint32_t i = in->op == RIR_SELECT ? 1 : 0; i < in->nargs; i++)
        if (!is_counted(f, in->args[i], seen))
            return false;
    return true;
}

/* A label is the number of its block. Which one it is may hang on a counter, of which a path loses
 * count: then it is not known to go there. */
static bool take_label(struct path *p, const struct rir_insn *t, uint32_t side)
{
    int64_t a;
    struct label_steps seen = {.n = 0};
    if (p->at.f->values[t->args[0]].kind == RIR_V_UNKNOWN) /* an exception: each by itself */
        return true;
    uint32_t term = path_value(p, t->args[0]);
    if (path_known(p, term, &a))
        return a == t->blocks[side];
    return (p->r.strict || t->nblocks == 1 || !is_counted(p->at.f, t->args[0], &seen) ||
            !seen.counts) &&
           path_add(p, term, RIR_P_EQ, true, t->blocks[side]);
}

bool path_take_edge(struct path *p, const struct rir_insn *t, uint32_t side)
{
    int64_t a;
    if (t->op == RIR_COND && t->blocks[0] != t->blocks[1])
        return path_assume(p, path_value(p, t->args[0]), side == 0);
    if (t->op == RIR_GOTO)
        return take_label(p, t, side);
    if (t->op != RIR_SWITCH)
        return true;
    uint32_t term = path_value(p, t->args[0]);
    bool is_known = path_known(p, term, &a);
    if (side > 0)
        return is_known ? a == t->cases[side - 1]
                        : path_add(p, term, RIR_P_EQ, true, t->cases[side - 1]);
    for (uint32_t k = 1; k < t->nblocks; k++)
        if (is_known ? a == t->cases[k - 1] : !path_add(p, term, RIR_P_NE, true, t->cases[k - 1]))
            return false;
    return true;
}
