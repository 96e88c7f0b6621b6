/* Each instruction by itself: numbers of operands, results and blocks, their machine types, and the
 * site (I8: every operation on memory and every call has one).
 *
 * `shapes` says what can be said in a table. In it, p is a pointer, i an integer, v any value;
 * '?' makes the next one optional, '+' allows any number of further ones. */
#include <string.h>

#include "rir/text_tables.h"
#include "rir/verify_int.h"

static const struct shape {
    const char *args, *results;
    uint32_t min_blocks, max_blocks;
} shapes[RIR_OP_COUNT] = {
    [RIR_STACK] = {"?i", "p", 0, 0},
    [RIR_FIELD] = {"p", "p", 0, 0},
    [RIR_ELEM] = {"pi", "p", 0, 0},
    [RIR_OFFSET] = {"pi", "p", 0, 0},
    [RIR_LOAD] = {"p", "v", 0, 0},
    [RIR_STORE] = {"pv", "", 0, 0},
    [RIR_READ] = {"p", "v", 0, 0},
    [RIR_WRITE] = {"pv", "", 0, 0},
    [RIR_COPY] = {"ppi", "", 0, 0},
    [RIR_FILL] = {"pii", "", 0, 0},
    [RIR_RMW] = {"pv", "v", 0, 0},
    [RIR_CAS] = {"pvv", "vi", 0, 0},
    [RIR_VALIST] = {"p", "", 0, 0},
    [RIR_VAARG] = {"p", "v", 0, 0},
    [RIR_PHI] = {"v+", "v", 1, UINT32_MAX},
    [RIR_SELECT] = {"vvv", "v", 0, 0},
    [RIR_BIN] = {"vv", "v", 0, 0},
    [RIR_UN] = {"+", "v", 0, 0},
    [RIR_CMP] = {"vv", "v", 0, 0},
    [RIR_CALL] = {"+", "+", 0, 0},
    [RIR_CALLI] = {"p+", "+", 0, 0},
    [RIR_OPAQUE] = {"+", "+", 0, 0},
    [RIR_ALLOC] = {"i", "p", 0, 0},
    [RIR_FREE] = {"p", "", 0, 0},
    [RIR_SEND] = {"pp", "", 0, 0},
    [RIR_RECEIVE] = {"p", "p", 0, 0},
    [RIR_FREEZE] = {"p", "", 0, 0},
    [RIR_START] = {"p", "v", 0, 0},
    [RIR_JOIN] = {"v", "v", 0, 0},
    [RIR_RET] = {"+", "", 0, 0},
    [RIR_BR] = {"", "", 1, 1},
    [RIR_COND] = {"i", "", 2, 2},
    [RIR_SWITCH] = {"i", "", 1, UINT32_MAX},
    [RIR_GOTO] = {"p", "", 1, UINT32_MAX},
    [RIR_UNREACHABLE] = {"", "", 0, 0},
};

static bool fits(struct rir_scalar t, char what)
{
    return what == 'v' || t.cls == (what == 'p' ? RIR_PTR : RIR_INT);
}

static struct rir_scalar type_of(const struct verifier *v, uint32_t value)
{
    return v->f->values[value].type;
}

static struct rir_scalar arg_type(const struct verifier *v, uint32_t i)
{
    return type_of(v, v->insn->args[i]);
}

static bool same(struct rir_scalar a, struct rir_scalar b)
{
    return a.cls == b.cls && a.bits == b.bits;
}

/* Values n.. against a pattern of the table; `at(i)` are args[i] or result + i. */
static bool match(struct verifier *v, const char *pattern, uint32_t n, const uint32_t *args,
                  uint32_t first, const char *what)
{
    uint32_t i = 0;
    bool optional = false;
    for (const char *c = pattern; *c != '\0'; c++) {
        if (*c == '+')
            return true;
        if (*c == '?') {
            optional = true;
            continue;
        }
        if (i == n)
            return optional || rir_bad(v, "%s %u is missing", what, i);
        struct rir_scalar t = type_of(v, args != NULL ? args[i] : first + i);
        char name[16];
        if (!fits(t, *c))
            return rir_bad(v, "%s %u is %s, not %s", what, i, rir_scalar_name(t, name),
                           *c == 'p' ? "a pointer" : "an integer");
        i++;
    }
    return i == n || rir_bad(v, "it has %u %ss, not %u", n, what, i);
}

static bool verify_indices(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    const struct rir_func *f = v->f;
    if ((in->nargs != 0 && in->args == NULL) || (in->nblocks != 0 && in->blocks == NULL) ||
        (in->op == RIR_SWITCH && in->nblocks > 1 && in->cases == NULL))
        return rir_bad(v, "a table of it is missing");
    for (uint32_t i = 0; i < in->nargs; i++)
        if (in->args[i] >= f->nvalues)
            return rir_bad(v, "operand %u is value %u of %u", i, in->args[i], f->nvalues);
    for (uint32_t i = 0; i < in->nblocks; i++)
        if (in->blocks[i] >= f->nblocks)
            return rir_bad(v, "it names block %u of %u", in->blocks[i], f->nblocks);
    if (in->nresults == 0 && in->result != RIR_NONE)
        return rir_bad(v, "it has a result but defines none");
    if (in->nresults != 0 && (in->result >= f->nvalues || in->nresults > f->nvalues - in->result))
        return rir_bad(v, "its results are values %u.. of %u", in->result, f->nvalues);
    uint32_t self = (uint32_t)(in - f->insns);
    for (uint32_t i = 0; i < in->nresults; i++) {
        const struct rir_value *r = &f->values[in->result + i];
        if (r->kind != RIR_V_INSN || r->ref != self)
            return rir_bad(v, "result %u is not defined by it", i);
    }
    return rir_verify_type_index(v, in->src, "src");
}

static bool verify_site(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    if (in->site == RIR_NONE)
        return !rir_needs_site(in->op) || rir_bad(v, "it has no site");
    return in->site < v->f->nsites || rir_bad(v, "it has site %u of %u", in->site, v->f->nsites);
}

/* ---- by operation ---- */

static bool verify_field(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    if (in->ref == RIR_NONE)
        return in->field == RIR_NONE || rir_bad(v, "it names a member but no type");
    if (!rir_verify_type_index(v, in->ref, "its type"))
        return false;
    if (in->field == RIR_NONE)
        return true;
    uint32_t type = rir_type_strip(v->m, in->ref);
    const struct rir_type *t = type == RIR_NONE ? NULL : &v->m->types.data[type];
    if (t == NULL || (t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION))
        return rir_bad(v, "type $%u is no struct or union", in->ref);
    return in->field < t->nfields || rir_bad(v, "it names member %u of %u", in->field, t->nfields);
}

/* LOAD and STORE move what may be a pointer, READ and WRITE what cannot be one. */
static bool verify_width(struct verifier *v, struct rir_scalar t, bool pointer_op)
{
    char name[16];
    bool may = rir_may_hold_pointer(v->m, t);
    if (may == pointer_op)
        return true;
    return rir_bad(v, "%s %s be a pointer: use %s", rir_scalar_name(t, name),
                   may ? "may" : "cannot",
                   v->insn->op == RIR_LOAD    ? "read"
                   : v->insn->op == RIR_STORE ? "write"
                   : v->insn->op == RIR_READ  ? "load"
                                              : "store");
}

static bool is_float_op(uint8_t sub)
{
    return (sub >= RIR_B_FADD && sub <= RIR_B_FREM) || sub == RIR_B_FMAX || sub == RIR_B_FMIN;
}

static bool rmw_has(uint8_t sub)
{
    switch (sub) {
    case RIR_B_ADD:
    case RIR_B_SUB:
    case RIR_B_AND:
    case RIR_B_OR:
    case RIR_B_XOR:
    case RIR_B_FADD:
    case RIR_B_FSUB:
        return true;
    default:
        return sub >= RIR_B_XCHG && sub < RIR_BIN_COUNT;
    }
}

/* The class of the operands of arithmetic; vectors (bytes) are allowed everywhere. */
static bool verify_arithmetic(struct verifier *v, struct rir_scalar t)
{
    const struct rir_insn *in = v->insn;
    uint8_t want = is_float_op(in->sub) ? RIR_FLOAT : RIR_INT;
    char name[16];
    bool exchange = in->sub == RIR_B_XCHG; /* of anything */
    return exchange || t.cls == RIR_BYTES || t.cls == want ||
           rir_bad(v, "%s of %s", rir_bin_name(in->sub), rir_scalar_name(t, name));
}

static bool verify_bin(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    struct rir_scalar t = type_of(v, in->result);
    if (in->sub >= RIR_BIN_COUNT || in->sub == RIR_B_XCHG || in->sub == RIR_B_NAND)
        return rir_bad(v, "%s is no operation on two values", rir_bin_name(in->sub));
    if (!same(arg_type(v, 0), t) || !same(arg_type(v, 1), t))
        return rir_bad(v, "operands and result differ in type");
    return verify_arithmetic(v, t);
}

static bool verify_rmw(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    if (!rmw_has(in->sub))
        return rir_bad(v, "%s is no atomic operation", rir_bin_name(in->sub));
    if (!same(arg_type(v, 1), type_of(v, in->result)))
        return rir_bad(v, "operand and result differ in type");
    return verify_arithmetic(v, arg_type(v, 1));
}

static bool verify_cas(struct verifier *v)
{
    struct rir_scalar t = type_of(v, v->insn->result), ok = type_of(v, v->insn->result + 1);
    if (!same(arg_type(v, 1), t) || !same(arg_type(v, 2), t))
        return rir_bad(v, "operands and result differ in type");
    return ok.bits == 1 || rir_bad(v, "its second result is not i1");
}

static bool verify_phi(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    if (in->nargs != in->nblocks)
        return rir_bad(v, "%u operands for %u blocks", in->nargs, in->nblocks);
    for (uint32_t i = 0; i < in->nargs; i++)
        if (!same(arg_type(v, i), type_of(v, in->result)))
            return rir_bad(v, "operand %u and result differ in type", i);
    return true;
}

static bool verify_select(struct verifier *v)
{
    struct rir_scalar t = type_of(v, v->insn->result), cond = arg_type(v, 0);
    if (cond.cls != RIR_BYTES && (cond.cls != RIR_INT || cond.bits != 1))
        return rir_bad(v, "operand 0 is not i1");
    return (same(arg_type(v, 1), t) && same(arg_type(v, 2), t)) ||
           rir_bad(v, "operands and result differ in type");
}

static bool verify_cmp(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    struct rir_scalar t = arg_type(v, 0), r = type_of(v, in->result);
    if (in->sub >= RIR_PRED_COUNT)
        return rir_bad(v, "unknown predicate %u", in->sub);
    if (!same(t, arg_type(v, 1)))
        return rir_bad(v, "operands differ in type");
    if (r.cls != RIR_BYTES && (r.cls != RIR_INT || r.bits != 1))
        return rir_bad(v, "its result is not i1");
    bool real = in->sub >= RIR_P_FOEQ;
    return t.cls == RIR_BYTES || real == (t.cls == RIR_FLOAT) ||
           rir_bad(v, "%s does not compare operands of this type", rir_pred_name(in->sub));
}

/* A conversion: classes of operand and result, and which is the wider one (-1, 0: either, 1). */
static bool verify_conversion(struct verifier *v, uint8_t from, uint8_t to, int wider)
{
    struct rir_scalar a = arg_type(v, 0), r = type_of(v, v->insn->result);
    if (a.cls == RIR_BYTES || r.cls == RIR_BYTES)
        return true;
    bool width = wider == 0 || (wider < 0 ? a.bits > r.bits : a.bits < r.bits);
    char was[16], is[16];
    return (a.cls == from && r.cls == to && width) ||
           rir_bad(v, "%s of %s to %s", rir_un_name(v->insn->sub), rir_scalar_name(a, was),
                   rir_scalar_name(r, is));
}

static bool verify_pack(struct verifier *v)
{
    struct rir_scalar r = type_of(v, v->insn->result);
    uint32_t bytes = 0;
    for (uint32_t i = 0; i < v->insn->nargs; i++)
        bytes += rir_scalar_bytes(arg_type(v, i));
    return (r.cls == RIR_BYTES && bytes == rir_scalar_bytes(r)) ||
           rir_bad(v, "%u bytes packed into %u bits", bytes, r.bits);
}

static bool verify_un(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    if (in->sub >= RIR_UN_COUNT)
        return rir_bad(v, "unknown operation %u", in->sub);
    if (in->sub == RIR_U_OPAQUE)
        return true;
    if (in->sub == RIR_U_PACK)
        return verify_pack(v);
    if (in->nargs != 1)
        return rir_bad(v, "it has %u operands, not 1", in->nargs);
    struct rir_scalar a = arg_type(v, 0), r = type_of(v, in->result);
    switch (in->sub) {
    case RIR_U_TRUNC:
        return verify_conversion(v, RIR_INT, RIR_INT, -1);
    case RIR_U_ZEXT:
    case RIR_U_SEXT:
        return verify_conversion(v, RIR_INT, RIR_INT, 1);
    case RIR_U_FPTOUI:
    case RIR_U_FPTOSI:
        return verify_conversion(v, RIR_FLOAT, RIR_INT, 0);
    case RIR_U_UITOFP:
    case RIR_U_SITOFP:
        return verify_conversion(v, RIR_INT, RIR_FLOAT, 0);
    case RIR_U_FPTRUNC:
        return verify_conversion(v, RIR_FLOAT, RIR_FLOAT, -1);
    case RIR_U_FPEXT:
        return verify_conversion(v, RIR_FLOAT, RIR_FLOAT, 1);
    case RIR_U_FNEG:
        return (same(a, r) && (a.cls == RIR_FLOAT || a.cls == RIR_BYTES)) ||
               rir_bad(v, "operand and result are not the same float");
    case RIR_U_MOVE:
        return a.bits == r.bits || rir_bad(v, "%u bits moved to %u", a.bits, r.bits);
    default: /* PART */
        return a.bits >= r.bits || rir_bad(v, "a part of %u bits of %u", r.bits, a.bits);
    }
}

static bool verify_call(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    if (in->op == RIR_CALL && in->ref >= v->m->funcs.len)
        return rir_bad(v, "it calls function %u of %u", in->ref, v->m->funcs.len);
    return in->pos == NULL || rir_verify_argpos(v, in->pos, sizeof *in->pos, rir_call_args(in));
}

static bool verify_start(struct verifier *v)
{
    struct rir_scalar handle = type_of(v, v->insn->result);
    if (v->insn->ref >= v->m->funcs.len)
        return rir_bad(v, "it starts function %u of %u", v->insn->ref, v->m->funcs.len);
    return handle.cls == RIR_INT || handle.cls == RIR_PTR ||
           rir_bad(v, "a handle is an integer or a pointer");
}

static bool verify_ret(struct verifier *v)
{
    const struct rir_func *f = v->f;
    if (v->insn->nargs != f->nresults)
        return rir_bad(v, "it returns %u values, the function %u", v->insn->nargs, f->nresults);
    for (uint32_t i = 0; i < f->nresults; i++)
        if (!same(arg_type(v, i), f->results[i]))
            return rir_bad(v, "value %u is not of the function's result type", i);
    return true;
}

static bool verify_op(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    switch (in->op) {
    case RIR_STACK:
        return in->imm >= 0 || rir_bad(v, "an object of %lld bytes", (long long)in->imm);
    case RIR_FIELD:
        return verify_field(v);
    case RIR_ELEM:
        if (in->imm < 0)
            return rir_bad(v, "an element of %lld bytes", (long long)in->imm);
        return rir_verify_type_index(v, in->ref, "its type");
    case RIR_LOAD:
    case RIR_READ:
        return verify_width(v, type_of(v, in->result), in->op == RIR_LOAD);
    case RIR_STORE:
    case RIR_WRITE:
        return verify_width(v, arg_type(v, 1), in->op == RIR_STORE);
    case RIR_RMW:
        return verify_rmw(v);
    case RIR_CAS:
        return verify_cas(v);
    case RIR_PHI:
        return verify_phi(v);
    case RIR_SELECT:
        return verify_select(v);
    case RIR_BIN:
        return verify_bin(v);
    case RIR_UN:
        return verify_un(v);
    case RIR_CMP:
        return verify_cmp(v);
    case RIR_CALL:
    case RIR_CALLI:
        return verify_call(v);
    case RIR_OPAQUE:
        return in->text != NULL || rir_bad(v, "it gives no reason");
    case RIR_START:
        return verify_start(v);
    case RIR_RET:
        return verify_ret(v);
    case RIR_COND:
        return arg_type(v, 0).bits == 1 || rir_bad(v, "operand 0 is not i1");
    default:
        return true;
    }
}

bool rir_verify_insn(struct verifier *v)
{
    const struct rir_insn *in = v->insn;
    const struct shape *s = &shapes[in->op];
    uint16_t known = RIR_VOLATILE | RIR_ATOMIC | RIR_NORETURN | RIR_IN_ARRAY | RIR_MAY_ALIAS_RESULT;
    if ((in->flags & ~known) != 0)
        return rir_bad(v, "unknown flags");
    if (!verify_indices(v) || !match(v, s->args, in->nargs, in->args, 0, "operand") ||
        !match(v, s->results, in->nresults, NULL, in->result, "result"))
        return false;
    if (in->nblocks < s->min_blocks || in->nblocks > s->max_blocks)
        return rir_bad(v, "it names %u blocks", in->nblocks);
    return verify_op(v) && verify_site(v);
}
