/* What an instruction does to what is known on a path. A value that an instruction cuts or extends
 * is taken for the same value: tests of it are tests of the whole. */
#include "solve/flow.h"
#include "solve/path_facts.h"
#include "solve/path_left.h"
#include "solve/path_locks.h"
#include "solve/path_memory.h"
#include "solve/path_number.h"

static uint32_t operand(struct path *p, const struct rir_insn *in, uint32_t i)
{
    return path_value(p, in->args[i]);
}

static uint32_t run_cast(struct path *p, const struct rir_insn *in, uint32_t bits)
{
    const struct rir_value *from = &p->at.f->values[in->args[0]];
    uint32_t t = operand(p, in, 0);
    int64_t a;
    if (in->sub == RIR_U_SEXT || in->sub == RIR_U_MOVE) {
        if (p->r.strict || !path_known(p, t, &a))
            return t;
    } else if ((in->sub != RIR_U_ZEXT && in->sub != RIR_U_TRUNC) || p->r.strict) {
        struct term op = term_op(RIR_UN, in->sub, (uint16_t)bits);
        op.args[0] = t;
        return term_computed(&p->terms, op);
    } else if (!path_known(p, t, &a)) {
        return t;
    }
    if (in->sub == RIR_U_ZEXT)
        return term_number(&p->terms, (int64_t)number_low(a, from->type.bits));
    return term_number(&p->terms, number_cut(a, bits));
}

static uint32_t run_address(struct path *p, const struct rir_insn *in)
{
    uint32_t pointer = path_chosen(p, operand(p, in, 0));
    int64_t i;
    if (in->op == RIR_FIELD)
        return term_at(&p->terms, pointer, in->imm);
    uint32_t index = operand(p, in, 1);
    int64_t size = in->op == RIR_ELEM ? in->imm : 1;
    if (path_known(p, index, &i))
        return term_at(&p->terms, pointer, (int64_t)((uint64_t)i * (uint64_t)size));
    struct term op = term_op(in->op, 0, 0);
    op.args[0] = pointer;
    op.args[1] = index;
    op.n = size;
    return term_computed(&p->terms, op);
}

static int64_t bytes_of(const struct path *p, uint32_t value)
{
    return rir_scalar_bytes(p->at.f->values[value].type);
}

static uint32_t run_load(struct path *p, const struct rir_insn *in)
{
    bool anew = (in->flags & (RIR_VOLATILE | RIR_ATOMIC)) != 0;
    int64_t off;
    uint32_t t = path_load(p, operand(p, in, 0), bytes_of(p, in->result), anew);
    bool named = path_term(p, term_base(&p->terms, t, &off))->kind == TERM_GLOBAL;
    return named && p->r.by_name ? term_fresh(&p->terms, TERM_UNKNOWN) : t;
}

static uint32_t run_pure(struct path *p, const struct rir_insn *in, uint32_t bits)
{
    struct term op = term_op(in->op, in->sub, (uint16_t)bits);
    for (uint32_t i = 0; i < in->nargs && i < 3; i++)
        op.args[i] = operand(p, in, i);
    return path_compute(p, op);
}

static uint32_t made(struct path *p, enum term_kind kind)
{
    uint32_t t = term_fresh(&p->terms, kind);
    path_term(p, t)->tracked = true;
    return t;
}

/* ---- calls ---- */

static uint32_t somewhere_in(struct path *p, uint32_t operand)
{
    struct term op = term_op(RIR_OFFSET, 0, 0);
    op.args[0] = path_value(p, operand);
    op.args[1] = term_fresh(&p->terms, TERM_UNKNOWN);
    return term_computed(&p->terms, op);
}

static uint32_t run_result(struct path *p, const struct rir_insn *in)
{
    const struct rir_func *callee = in->op == RIR_CALL ? &p->r.m->funcs.data[in->ref] : NULL;
    if (callee == NULL)
        return term_fresh(&p->terms, TERM_UNKNOWN);
    if (rir_func_ann(callee, RIR_ANN_MALLOC) != NULL)
        return made(p, TERM_OWN);
    const struct rir_ann *into = rir_func_ann(callee, RIR_ANN_POINTS_INTO);
    uint32_t arg = into != NULL && into->a == 0 && into->b > 0 && !p->r.strict
                       ? flow_operand(in, (uint32_t)into->b)
                       : RIR_NONE;
    if (p->returned != RIR_NONE)
        return p->returned;
    uint32_t t = term_fresh(&p->terms, TERM_UNKNOWN);
    if (arg != RIR_NONE) /* strchr */
        return somewhere_in(p, arg);
    bool tells = p->r.identity != NULL && p->r.identity[in->ref];
    bool pure = rir_func_ann(callee, RIR_ANN_PURE) != NULL;
    for (uint32_t i = 0; pure && i < in->nargs; i++)
        tells |= path_term(p, operand(p, in, i))->of_thread;
    path_term(p, t)->of_thread = tells;
    return t;
}

/* Does what is called keep none of its arguments? */
static bool keeps_nothing(const struct path *p, const struct rir_insn *in)
{
    static const enum rir_ann_kind keep[] = {
        RIR_ANN_KEEPS,  RIR_ANN_LINKS,     RIR_ANN_SENDS, RIR_ANN_SENDS_IF,   RIR_ANN_SENDS_COPY,
        RIR_ANN_SPAWNS, RIR_ANN_SPAWNS_IF, RIR_ANN_CALLS, RIR_ANN_CALLS_LATER};
    if (in->op != RIR_CALL || !rir_func_is_described(&p->r.m->funcs.data[in->ref]))
        return false;
    for (uint32_t i = 0; i < sizeof keep / sizeof *keep; i++)
        if (rir_func_ann(&p->r.m->funcs.data[in->ref], keep[i]) != NULL)
            return false;
    return true;
}

int64_t path_pointee_size(const struct rir_module *m, const struct rir_func *f, uint32_t param)
{
    uint32_t type = param < f->nparams ? f->params[param].src : RIR_NONE;
    return (int64_t)rir_type_size(m, rir_type_pointee(m, type));
}

/* ... but what other calls have left there, in members that this one leaves alone. */
static void forget_all(struct path *p, uint32_t callee, uint32_t param, uint32_t term,
                       struct byte_range all)
{
    enum { MAX_KEPT = 8 };
    struct path_cell kept[MAX_KEPT];
    uint32_t n = 0, hidden;
    int64_t off;
    uint32_t base = term_base(&p->terms, path_chosen(p, term), &off);
    for (uint32_t i = path_term(p, base)->cells;
         i != RIR_NONE && n < MAX_KEPT && p->r.leaves != NULL; i = p->cells.data[i].before) {
        const struct path_cell *c = &p->cells.data[i];
        if (c->kind == CELL_IF && c->off >= off &&
            path_cell_at(p, base, c->off, c->size, &hidden) == i &&
            leaves_alone(p->r.leaves, callee, param, (uint64_t)(c->off - off)))
            kept[n++] = *c;
    }
    path_forget(p, term, all);
    while (n > 0)
        path_put_cell(p, kept[--n]);
}

/* What a call may have changed behind an argument. Where that may be anything, it is what the
 * parameter points to by its type, not the elements behind that. */
static void forget_argument(struct path *p, const struct rir_insn *in, uint32_t i, uint32_t term)
{
    struct byte_range all = {0, BYTES_WHOLE};
    if (in->op != RIR_CALL) {
        path_forget(p, term, all);
        return;
    }
    const struct rir_func *callee = &p->r.m->funcs.data[in->ref];
    const struct param_stores *s = param_stores_of(p->r.stores, p->r.m, in->ref, i);
    int64_t size = path_pointee_size(p->r.m, callee, i);
    if (size != 0)
        all.size = size;
    if (s->anywhere)
        forget_all(p, in->ref, i, term, all);
    for (uint32_t k = 0; k < s->n && !s->anywhere; k++)
        path_forget(p, term, s->ranges[k]);
}

/* What a described function puts behind an argument: `strtol(line, &end, 10)`. */
static void run_points_into(struct path *p, const struct rir_insn *in)
{
    const struct rir_func *callee = &p->r.m->funcs.data[in->ref];
    for (uint32_t i = 0; i < callee->nanns; i++) {
        const struct rir_ann *a = &callee->anns[i];
        if (a->kind != RIR_ANN_POINTS_INTO || a->a <= 0 || a->b <= 0)
            continue;
        uint32_t to = flow_operand(in, (uint32_t)a->a), from = flow_operand(in, (uint32_t)a->b);
        if (to != RIR_NONE && from != RIR_NONE)
            path_store(p, path_value(p, to), p->r.m->ptr_bits / 8, somewhere_in(p, from));
    }
}

/* What was known before the task began is at stake: does the call change it? A callee with only one
 * way to its end is run with what is known behind its arguments, and says so itself. */
static bool run_whole(struct path *p, const struct rir_insn *in)
{
    struct path_mark before = path_mark(p);
    uint32_t budget = p->budget;
    if (!path_left_may_change(p, in))
        return false;
    if (path_run_call(p, in))
        return true;
    path_go_back(p, before);
    p->budget = budget;
    p->returned = RIR_NONE;
    return false;
}

static void run_call(struct path *p, const struct rir_insn *in)
{
    bool kept = !keeps_nothing(p, in);
    const struct rir_func *callee = in->op == RIR_CALL ? &p->r.m->funcs.data[in->ref] : NULL;
    bool described = callee != NULL && rir_func_is_described(callee);
    bool body = callee != NULL && !described && (callee->flags & RIR_FUNC_DEFINED);
    p->call = (struct path_call){p->call.number + 1, described};
    p->returned = RIR_NONE;
    for (uint32_t i = 0; i < in->nargs && kept; i++)
        path_escape(p, operand(p, in, i));
    if (p->r.strict || (body && run_whole(p, in)))
        return;
    path_left_call(p, in);
    for (uint32_t i = 0; i < in->nargs; i++)
        forget_argument(p, in, i, operand(p, in, i));
    if (described)
        run_points_into(p, in);
    if (body)
        path_run_call(p, in);
}

/* ---- memory ---- */

static int64_t known_size(struct path *p, uint32_t value)
{
    int64_t size;
    return path_known(p, path_value(p, value), &size) && size >= 0 && size < BYTES_WHOLE
               ? size
               : BYTES_WHOLE;
}

static void run_fill(struct path *p, const struct rir_insn *in)
{
    int64_t a;
    bool zero = path_known(p, operand(p, in, 1), &a) && a == 0;
    path_fill(p, operand(p, in, 0), known_size(p, in->args[2]), zero);
}

/* What an instruction does besides defining its result. */
static void run_effect(struct path *p, const struct rir_insn *in)
{
    path_left_run(p, in);
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
        path_store(p, operand(p, in, 0), bytes_of(p, in->args[1]), operand(p, in, 1));
        break;
    case RIR_FILL:
        run_fill(p, in);
        break;
    case RIR_COPY:
        path_copy(p, operand(p, in, 0), operand(p, in, 1), known_size(p, in->args[2]));
        break;
    case RIR_RMW:
    case RIR_CAS:
        for (uint32_t i = 1; i < in->nargs; i++)
            path_escape(p, operand(p, in, i));
        path_fill(p, operand(p, in, 0), bytes_of(p, in->args[1]), false);
        break;
    case RIR_CALL:
    case RIR_CALLI:
    case RIR_OPAQUE:
    case RIR_SEND:
    case RIR_START:
        run_call(p, in);
        break;
    default:
        break;
    }
}

static uint32_t result_of(struct path *p, const struct rir_insn *in)
{
    uint32_t bits = p->at.f->values[in->result].type.bits;
    switch ((enum rir_op)in->op) {
    case RIR_UN: /* an opaque one may have any number of operands, none as well */
        return in->nargs == 1 ? run_cast(p, in, bits) : term_fresh(&p->terms, TERM_UNKNOWN);
    case RIR_BIN:
    case RIR_CMP:
    case RIR_SELECT:
        return run_pure(p, in, bits);
    case RIR_FIELD:
    case RIR_ELEM:
    case RIR_OFFSET:
        return run_address(p, in);
    case RIR_LOAD:
    case RIR_READ:
        return run_load(p, in);
    case RIR_STACK:
        return made(p, TERM_STACK);
    case RIR_ALLOC:
        return made(p, TERM_OWN);
    case RIR_CALL:
    case RIR_CALLI:
        return run_result(p, in);
    default:
        return term_fresh(&p->terms, TERM_UNKNOWN);
    }
}

/* What is behind the arguments if the call has returned zero. */
static void run_leaves(struct path *p, const struct rir_insn *in)
{
    const struct rir_func *callee = &p->r.m->funcs.data[in->ref];
    for (uint32_t i = 0; i < in->nargs && i < callee->nparams; i++) {
        const struct left_behind *left = leaves_if_zero(p->r.leaves, in->ref, i);
        for (uint32_t k = 0; k < left->n; k++)
            path_leave(p, operand(p, in, i),
                       (struct byte_range){left->list[k].off, left->list[k].size},
                       term_number(&p->terms, left->list[k].number), path_value(p, in->result));
    }
}

void path_run(struct path *p, const struct rir_insn *in)
{
    run_effect(p, in);
    for (uint32_t r = 0; in->result != RIR_NONE && in->op != RIR_PHI && r < in->nresults; r++)
        path_bind(p, in->result + r,
                  r == 0 ? result_of(p, in) : term_fresh(&p->terms, TERM_UNKNOWN));
    if (in->op == RIR_CALL || in->op == RIR_CALLI)
        path_locks_call(p, in);
    if (in->op == RIR_CALL && in->result != RIR_NONE && p->returned == RIR_NONE &&
        p->r.leaves != NULL)
        run_leaves(p, in);
    if (in->op == RIR_CALL)
        path_run_start(p, in);
}
