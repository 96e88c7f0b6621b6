/* What a condition says of the values that it compares. Whether the calling thread is some other
 * one is never known: a path is asked for twice, once for either answer to all such questions
 * (same_thread). */
#include "solve/path_facts.h"
#include "solve/path_number.h"

/* Decides a comparison that depends on which thread calls: all such are answered alike. */
static bool thread_answer(struct path *p, const struct term *cmp, bool *answer)
{
    int64_t c;
    if (path_known(p, cmp->args[1], &c) && cmp->sub <= RIR_P_SLE) /* a result of pthread_equal() */
        *answer = number_compare(cmp->sub, p->r.same_thread, c);
    else if (cmp->sub == RIR_P_EQ || cmp->sub == RIR_P_NE)
        *answer = (cmp->sub == RIR_P_EQ) == p->r.same_thread;
    else
        return false;
    return true;
}

/* "a > b" is "b < a", "a >= b" is not "a < b": a fact about two terms is about one comparison. */
static bool add_compared(struct path *p, const struct term *cmp, bool holds)
{
    static const struct {
        uint8_t pred;
        bool swap, negate;
    } as[] = {
        [RIR_P_EQ] = {RIR_P_EQ, false, false},   [RIR_P_NE] = {RIR_P_EQ, false, true},
        [RIR_P_SLT] = {RIR_P_SLT, false, false}, [RIR_P_SGE] = {RIR_P_SLT, false, true},
        [RIR_P_SGT] = {RIR_P_SLT, true, false},  [RIR_P_SLE] = {RIR_P_SLT, true, true},
        [RIR_P_ULT] = {RIR_P_ULT, false, false}, [RIR_P_UGE] = {RIR_P_ULT, false, true},
        [RIR_P_UGT] = {RIR_P_ULT, true, false},  [RIR_P_ULE] = {RIR_P_ULT, true, true},
    };
    struct term op = term_op(RIR_CMP, as[cmp->sub].pred, cmp->bits);
    bool swap = as[cmp->sub].swap || (op.sub == RIR_P_EQ && cmp->args[0] > cmp->args[1]);
    op.args[0] = cmp->args[swap ? 1 : 0];
    op.args[1] = cmp->args[swap ? 0 : 1];
    return path_add(p, term_computed(&p->terms, op), RIR_P_NE, as[cmp->sub].negate != holds, 0);
}

static bool assume(struct path *p, uint32_t cond, bool holds);

static bool assume_compared(struct path *p, uint32_t cond, const struct term *cmp, bool holds)
{
    bool answer, equality = cmp->sub == RIR_P_EQ || cmp->sub == RIR_P_NE;
    int64_t a, b;
    if (cmp->of_thread && !p->r.strict && thread_answer(p, cmp, &answer))
        return answer == holds;
    if (cmp->sub > RIR_P_SLE)
        return path_add(p, cond, RIR_P_NE, holds, 0);
    bool left = path_known(p, cmp->args[0], &a), right = path_known(p, cmp->args[1], &b);
    if (left && right)
        return number_compare(cmp->sub, a, b) == holds;
    if (!p->r.strict && equality && path_same_object(p, cmp->args[0], cmp->args[1], &answer))
        return ((cmp->sub == RIR_P_EQ) == answer) == holds;
    struct term inner = *path_term(p, cmp->args[0]);
    if (right && b == 0 && equality && inner.kind == TERM_OP && inner.op == RIR_CMP)
        return assume(p, cmp->args[0], cmp->sub == RIR_P_NE ? holds : !holds);
    if (right)
        return path_add(p, cmp->args[0], cmp->sub, holds, b);
    return add_compared(p, cmp, holds);
}

static bool assume(struct path *p, uint32_t cond, bool holds)
{
    int64_t a;
    struct term t = *path_term(p, cond);
    if (t.kind == TERM_OP && t.op == RIR_BIN && t.sub == RIR_B_XOR && t.bits == 1 &&
        path_term(p, t.args[1])->kind == TERM_NUMBER)
        return assume(p, t.args[0], (path_term(p, t.args[1])->n != 0) != holds);
    if (t.kind == TERM_OP && t.op == RIR_CMP)
        return assume_compared(p, cond, &t, holds);
    if (t.of_thread && !p->r.strict)
        return p->r.same_thread == holds;
    if (path_known(p, cond, &a))
        return (a != 0) == holds;
    return path_add(p, cond, RIR_P_NE, holds, 0);
}

bool path_assume(struct path *p, uint32_t cond, bool holds)
{
    return assume(p, cond, holds);
}
