/* How addresses are computed from pointers: through constant and variable steps, choices and loops.
 *
 * What is asked is not where an address lies, but what it does not leave: a member of a struct, or
 * an array whose elements have some size. C has it that an index into an array stays in the array
 * (A-I4). So an index into such elements, or into what they are made of, does not leave it;
 * constant steps do not if they are by whole elements, and back by one only; single bytes do not
 * where the elements are bytes. An address that comes from several pointers, or by steps that are
 * not understood, is lost: nothing is said of it. */
#include "solve/steps.h"

uint32_t steps_constant_base(const struct rir_func *f, uint32_t value, int64_t *bytes)
{
    int64_t by;
    *bytes = 0;
    while (f->values[value].kind == RIR_V_INSN && flow_is_step(&f->insns[f->values[value].ref])) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        if (!flow_step_bytes(f, in, &by) || __builtin_add_overflow(*bytes, by, bytes))
            return RIR_NONE;
        value = in->args[0];
    }
    return value;
}

static void settle(struct steps *w, uint32_t root)
{
    w->lost |= w->root != RIR_NONE && w->root != root;
    w->root = root;
}

/* One of several pointers, or one that a loop moves. */
static bool is_choice(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN &&
           (f->insns[v->ref].op == RIR_PHI || f->insns[v->ref].op == RIR_SELECT);
}

static bool settle_at_member(struct steps *w, uint32_t value, const struct rir_insn *in)
{
    int64_t bytes;
    uint32_t type = rir_named_type(w->m, in);
    uint32_t base = steps_constant_base(w->f, in->args[0], &bytes);
    if (type == RIR_NONE || base == RIR_NONE || is_choice(w->f, base))
        return false;
    const struct rir_type *t = &w->m->types.data[type];
    settle(w, value);
    w->member = true;
    w->size = (int64_t)rir_type_size(w->m, type);
    w->item = t->kind == RIR_T_ARRAY ? (int64_t)rir_type_size(w->m, t->elem) : 0;
    return true;
}

static void constant_step(struct steps *w, int64_t by)
{
    if (by < -INT32_MAX || by > INT32_MAX || __builtin_add_overflow(w->bytes, by, &w->bytes)) {
        w->lost = true;
        return;
    }
    w->constant = stride_gcd(w->constant, (uint32_t)(by < 0 ? -by : by));
    if (by < 0) {
        w->lost |= w->back != 0 && w->back != -by; /* to what is around the member, perhaps */
        w->back = -by;
    }
}

static void variable_step(struct steps *w, const struct rir_insn *in)
{
    int64_t unit = in->op == RIR_ELEM ? in->imm : 1, by;
    if (flow_step_bytes(w->f, in, &by)) {
        constant_step(w, by);
        return;
    }
    w->single |= in->op == RIR_OFFSET;
    w->longest = unit > w->longest ? unit : w->longest;
}

/* Of a struct that lies in the member, or of something without a name. */
static void member_step(struct steps *w, const struct rir_insn *in)
{
    uint64_t size = in->ref == RIR_NONE ? 0 : rir_type_size(w->m, in->ref);
    if (in->ref == RIR_NONE) {
        constant_step(w, in->imm);
        return;
    }
    w->lost |= size == 0 || size > INT32_MAX || in->imm < 0;
    w->bytes += in->imm;
    w->longest = (int64_t)size > w->longest ? (int64_t)size : w->longest;
}

static void follow(struct steps *w, uint32_t value);

/* Choices between addresses, and addresses that a loop moves. */
static void follow_all(struct steps *w, uint32_t value, const uint32_t *args, uint32_t n)
{
    w->many = true;
    for (uint32_t i = 0; i < w->nseen; i++)
        if (w->seen[i] == value)
            return;
    if (w->nseen == sizeof w->seen / sizeof *w->seen) {
        w->lost = true;
        return;
    }
    w->seen[w->nseen++] = value;
    for (uint32_t i = 0; i < n && !w->lost; i++)
        follow(w, args[i]);
}

static void follow(struct steps *w, uint32_t value)
{
    while (!w->lost) {
        const struct rir_value *v = &w->f->values[value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &w->f->insns[v->ref] : NULL;
        if (in != NULL && in->op == RIR_PHI) {
            follow_all(w, value, in->args, in->nargs);
            return;
        }
        if (in != NULL && in->op == RIR_SELECT) {
            follow_all(w, value, in->args + 1, 2);
            return;
        }
        if (in == NULL || !flow_is_step(in)) {
            settle(w, value);
            return;
        }
        if (in->op == RIR_FIELD && settle_at_member(w, value, in))
            return;
        if (in->op == RIR_FIELD)
            member_step(w, in);
        else if (in->op == RIR_ELEM || in->op == RIR_OFFSET)
            variable_step(w, in);
        value = in->args[0];
    }
}

bool steps_stay_by(const struct steps *w, int64_t item)
{
    if (w->lost || w->longest > item || (w->back != 0 && w->back != item))
        return false;
    return (!w->single || item == 1) &&
           (w->constant == 0 || (item != 0 && w->constant % item == 0));
}

/* Do they stay in the member that they come from? */
static bool stay_in_member(const struct steps *w)
{
    bool constant = w->longest == 0 && !w->single && !w->many;
    if (!w->many && (w->bytes < 0 || w->bytes >= w->size))
        return false;
    return constant || (steps_stay_by(w, w->item) && w->constant < w->size);
}

struct steps steps_to(const struct rir_module *m, const struct rir_func *f, uint32_t address)
{
    struct steps w = {.m = m, .f = f, .root = RIR_NONE};
    follow(&w, address);
    if (w.member)
        w.lost |= !stay_in_member(&w);
    return w;
}

uint32_t steps_member(const struct rir_module *m, const struct rir_func *f, uint32_t address)
{
    struct steps w = steps_to(m, f, address);
    return w.member && !w.lost ? w.root : RIR_NONE;
}
