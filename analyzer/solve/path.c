/* Facts along one path.
 *
 * A fact is about a root: an SSA value seen through casts, or the content of a place with a
 * constant address (reads of a global, or through one pointer value); it says "equals c", "differs
 * from c", or "the comparison p with c is true/false". A fact is dropped when its value is defined
 * again (a loop) or its place is stored to; a store of a constant makes one. Calls keep facts: that
 * can only lose evidence, never make any.
 *
 * What is known of an argument goes with a call: the facts about it, and about memory that is
 * addressed through it. Whether the calling thread is some other one is never known: a path is
 * asked for twice, once for either answer to all such questions (same_thread). */
#include "solve/path.h"

#include <string.h>

enum { MAX_DEPTH = 12 };

static uint64_t root_bit(uint64_t root)
{
    return (uint64_t)1 << ((root * 0x9e3779b97f4a7c15u) >> 58);
}

void path_copy(struct path *to, const struct path *from)
{
    memcpy(to->facts, from->facts, from->nfacts * sizeof *from->facts);
    memcpy(to->choices, from->choices, from->nchoices * sizeof *from->choices);
    to->nfacts = from->nfacts;
    to->roots = from->roots;
    to->behind = from->behind;
    to->nchoices = from->nchoices;
    memcpy(to->zeroed, from->zeroed, from->nzeroed * sizeof *from->zeroed);
    to->nzeroed = from->nzeroed;
    to->started = from->started;
    to->m = from->m;
    to->strict = from->strict;
    to->same_thread = from->same_thread;
    to->identity = from->identity;
    to->given = from->given;
    to->ngiven = from->ngiven;
}

static const struct rir_insn *def(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
}

static uint32_t chosen(const struct path *p, uint32_t value)
{
    for (uint32_t i = p->nchoices; i-- > 0;)
        if (p->choices[i].phi == value)
            return p->choices[i].value;
    return RIR_NONE;
}

static bool keeps_value(uint8_t sub, bool strict)
{
    if (sub == RIR_U_SEXT || sub == RIR_U_MOVE)
        return true;
    return !strict && (sub == RIR_U_ZEXT || sub == RIR_U_TRUNC);
}

uint32_t path_plain(const struct rir_func *f, const struct path *p, uint32_t value)
{
    for (uint32_t guard = 0; guard < 64; guard++) {
        const struct rir_insn *in = def(f, value);
        if (in == NULL)
            return value;
        if (in->op == RIR_PHI) {
            uint32_t c = chosen(p, value);
            if (c == RIR_NONE || c == value)
                return value;
            value = c;
        } else if (in->op == RIR_UN && keeps_value(in->sub, p->strict)) {
            value = in->args[0];
        } else {
            return value;
        }
    }
    return value;
}

/* ---- roots ---- */

#define ROOT_GLOBAL ((uint64_t)1 << 63)
#define ROOT_BEHIND ((uint64_t)1 << 62) /* memory at a distance from a pointer */

static uint64_t behind(uint32_t pointer, int64_t off)
{
    return ROOT_BEHIND | (uint64_t)pointer << 24 | ((uint64_t)off & 0xffffff);
}

static uint64_t place_root(const struct rir_func *f, const struct path *p, uint32_t address)
{
    int64_t off = 0;
    for (;;) {
        const struct rir_insn *in = def(f, address);
        if (in == NULL || in->op != RIR_FIELD)
            break;
        off += in->imm;
        address = in->args[0];
    }
    address = path_plain(f, p, address);
    const struct rir_value *v = &f->values[address];
    if (v->kind == RIR_V_GLOBAL)
        return ROOT_GLOBAL | (uint64_t)v->ref << 24 | ((uint64_t)(v->imm + off) & 0xffffff);
    return behind(address, off);
}

uint64_t path_place(const struct rir_func *f, const struct path *p, uint32_t address)
{
    return place_root(f, p, address);
}

uint64_t path_root_behind(uint64_t root, int64_t off)
{
    return (root & ~(uint64_t)0xffffff) | ((root + (uint64_t)off) & 0xffffff);
}

static uint64_t root_of(const struct rir_func *f, const struct path *p, uint32_t value)
{
    value = path_plain(f, p, value);
    const struct rir_insn *in = def(f, value);
    if (in != NULL && !p->strict && (in->op == RIR_READ || in->op == RIR_LOAD))
        return place_root(f, p, in->args[0]);
    return value;
}

/* ---- facts ---- */

static bool compare(uint8_t pred, int64_t a, int64_t b)
{
    switch (pred) {
    case RIR_P_EQ:
        return a == b;
    case RIR_P_NE:
        return a != b;
    case RIR_P_SGT:
        return a > b;
    case RIR_P_SGE:
        return a >= b;
    case RIR_P_SLT:
        return a < b;
    case RIR_P_SLE:
        return a <= b;
    case RIR_P_UGT:
        return (uint64_t)a > (uint64_t)b;
    case RIR_P_UGE:
        return (uint64_t)a >= (uint64_t)b;
    case RIR_P_ULT:
        return (uint64_t)a < (uint64_t)b;
    default:
        return (uint64_t)a <= (uint64_t)b;
    }
}

/* Could "root pred value" be `holds`, given the facts? */
static bool consistent(const struct path *p, struct path_fact n)
{
    bool equality = n.pred == RIR_P_EQ || n.pred == RIR_P_NE;
    bool equals = (n.pred == RIR_P_EQ) == n.holds;
    for (uint32_t i = 0; (p->roots & root_bit(n.root)) && i < p->nfacts; i++) {
        const struct path_fact *f = &p->facts[i];
        if (f->root != n.root)
            continue;
        bool f_equality = f->pred == RIR_P_EQ || f->pred == RIR_P_NE;
        bool f_equals = (f->pred == RIR_P_EQ) == f->holds;
        if (f_equality && f_equals && compare(n.pred, f->value, n.value) != n.holds)
            return false;
        if (equality && equals && compare(f->pred, n.value, f->value) != f->holds)
            return false;
        if (f->pred == n.pred && f->value == n.value && f->holds != n.holds)
            return false;
    }
    return true;
}

bool path_add(struct path *p, struct path_fact n)
{
    if (!consistent(p, n))
        return false;
    if (p->nfacts < MAX_FACTS)
        p->facts[p->nfacts++] = n;
    p->roots |= root_bit(n.root);
    p->behind |= (n.root & ROOT_BEHIND) != 0;
    return true;
}

static void drop_root(struct path *p, uint64_t root)
{
    if (!(p->roots & root_bit(root)))
        return;
    uint32_t out = 0;
    p->roots = 0;
    for (uint32_t i = 0; i < p->nfacts; i++)
        if (p->facts[i].root != root) {
            p->roots |= root_bit(p->facts[i].root);
            p->facts[out++] = p->facts[i];
        }
    p->nfacts = out;
}

static void add_zeroed(struct path *p, uint64_t root)
{
    if (p->nzeroed < MAX_ZEROED)
        p->zeroed[p->nzeroed++] = (struct zeroed){root, false};
}

void path_enter_function(struct path *p, const struct entry_facts *e)
{
    for (uint32_t i = 0; i < e->nfacts; i++)
        path_add(p, e->facts[i]);
    p->given = e->given;
    p->ngiven = e->ngiven;
    for (uint32_t i = 0; i < e->ngiven; i++)
        if (e->given[i].zeroed)
            add_zeroed(p, e->given[i].value);
}

/* ---- objects ---- */

static bool is_own(uint32_t kind)
{
    return kind == OBJECT_OWN || kind == OBJECT_STACK;
}

static bool makes_object(const struct path *p, const struct rir_insn *in)
{
    return in->op == RIR_ALLOC ||
           (in->op == RIR_CALL && rir_func_ann(&p->m->funcs.data[in->ref], RIR_ANN_MALLOC) != NULL);
}

static struct path_object object_of(const struct rir_func *f, const struct path *p, uint32_t value)
{
    struct path_object o = {OBJECT_NONE, RIR_NONE, 0};
    int64_t off = 0;
    for (uint32_t guard = 0; guard < 16; guard++) {
        value = path_plain(f, p, value);
        const struct rir_value *v = &f->values[value];
        if (v->kind == RIR_V_GLOBAL)
            return (struct path_object){OBJECT_GLOBAL, v->ref, v->imm + off};
        if (v->kind == RIR_V_FUNC)
            return (struct path_object){OBJECT_FUNC, v->ref, 0};
        for (uint32_t i = 0; i < p->ngiven && v->kind == RIR_V_PARAM; i++)
            if (p->given[i].value == value) {
                o = p->given[i].object;
                o.off += off;
                return o;
            }
        const struct rir_insn *in = def(f, value);
        if (in != NULL && in->op == RIR_STACK)
            o.kind = OBJECT_STACK;
        else if (in != NULL && makes_object(p, in))
            o.kind = OBJECT_OWN;
        if (in == NULL || in->op != RIR_FIELD)
            return o;
        off += in->imm;
        value = in->args[0];
    }
    return o;
}

/* Loaded from a place with static storage. */
static bool comes_from_static(const struct rir_func *f, const struct path *p, uint32_t value)
{
    const struct rir_insn *in = def(f, path_plain(f, p, value));
    return in != NULL && in->op == RIR_LOAD && object_of(f, p, in->args[0]).kind == OBJECT_GLOBAL;
}

/* Are two pointers equal? False: it is not known. That what was just made should be what a static
 * object shows is no evidence: somebody would have to put it there. */
static bool compare_objects(const struct rir_func *f, const struct path *p, uint32_t a, uint32_t b,
                            bool *equal)
{
    struct path_object x = object_of(f, p, a), y = object_of(f, p, b);
    if (x.kind == OBJECT_NONE && y.kind == OBJECT_NONE)
        return false;
    if (x.kind == OBJECT_NONE || y.kind == OBJECT_NONE) {
        uint32_t other = x.kind == OBJECT_NONE ? a : b;
        const struct rir_value *v = &f->values[path_plain(f, p, other)];
        uint32_t known = x.kind == OBJECT_NONE ? y.kind : x.kind;
        *equal = false;
        return (v->kind == RIR_V_CONST && v->imm == 0 && known != OBJECT_OWN) ||
               (is_own(known) && comes_from_static(f, p, other));
    }
    if (is_own(x.kind) && is_own(y.kind))
        return false;
    *equal = x.kind == y.kind && x.ref == y.ref && x.off == y.off;
    return true;
}

/* ---- values ---- */

static int64_t cut(int64_t value, uint32_t bits)
{
    if (bits == 0 || bits >= 64)
        return value;
    return (int64_t)((uint64_t)value << (64 - bits)) >> (64 - bits);
}

static uint64_t low(int64_t value, uint32_t bits)
{
    return bits == 0 || bits >= 64 ? (uint64_t)value
                                   : (uint64_t)value & (((uint64_t)1 << bits) - 1);
}

static bool known(const struct rir_func *f, const struct path *p, uint32_t value, int depth,
                  int64_t *out);

static bool known_bin(const struct rir_insn *in, uint32_t bits, int64_t a, int64_t b, int64_t *out)
{
    switch (in->sub) {
    case RIR_B_ADD:
        *out = (int64_t)((uint64_t)a + (uint64_t)b);
        break;
    case RIR_B_SUB:
        *out = (int64_t)((uint64_t)a - (uint64_t)b);
        break;
    case RIR_B_AND:
        *out = a & b;
        break;
    case RIR_B_OR:
        *out = a | b;
        break;
    case RIR_B_XOR:
        *out = a ^ b;
        break;
    case RIR_B_SHL:
        if (b < 0 || b >= 64)
            return false;
        *out = (int64_t)((uint64_t)a << b);
        break;
    case RIR_B_LSHR:
        if (b < 0 || b >= 64)
            return false;
        *out = (int64_t)(low(a, bits) >> b);
        break;
    default:
        return false;
    }
    *out = cut(*out, bits);
    return true;
}

/* A fact that says which value a root has. */
static bool fact_equals(const struct path *p, uint64_t root, int64_t *out)
{
    for (uint32_t i = 0; (p->roots & root_bit(root)) && i < p->nfacts; i++) {
        const struct path_fact *k = &p->facts[i];
        if (k->root == root && (k->pred == RIR_P_EQ || k->pred == RIR_P_NE) &&
            (k->pred == RIR_P_EQ) == k->holds) {
            *out = k->value;
            return true;
        }
    }
    return false;
}

/* Does the address, whatever is added on the way, come from a pointer into what is zero? */
static bool is_zeroed(const struct rir_func *f, const struct path *p, uint32_t address)
{
    bool element = false;
    for (uint32_t guard = p->nzeroed == 0 ? 32 : 0; guard < 32; guard++) {
        uint64_t root = root_of(f, p, address);
        for (uint32_t i = 0; i < p->nzeroed; i++)
            if (p->zeroed[i].root == root || p->zeroed[i].root == address)
                return element || !p->zeroed[i].spent;
        const struct rir_insn *in = def(f, path_plain(f, p, address));
        if (in == NULL || (in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET))
            return false;
        element = in->op != RIR_FIELD;
        address = in->args[0];
    }
    return false;
}

/* The pointer from which an address is computed. */
static uint64_t base_root(const struct rir_func *f, const struct path *p, uint32_t address)
{
    for (uint32_t guard = 0; guard < 32; guard++) {
        const struct rir_insn *in = def(f, path_plain(f, p, address));
        if (in == NULL || (in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET))
            break;
        address = in->args[0];
    }
    return root_of(f, p, address);
}

static void drop_zeroed(struct path *p, uint64_t root)
{
    uint32_t out = 0;
    for (uint32_t i = 0; i < p->nzeroed; i++)
        if (p->zeroed[i].root != root)
            p->zeroed[out++] = p->zeroed[i];
    p->nzeroed = out;
}

/* Contents of a constant, or of what was filled with zeros. */
static bool known_content(const struct rir_func *f, const struct path *p, const struct rir_insn *in,
                          uint32_t bits, int64_t *out)
{
    if (is_zeroed(f, p, in->args[0])) {
        *out = 0;
        return true;
    }
    struct path_object o = object_of(f, p, in->args[0]);
    const struct rir_global *g = o.kind == OBJECT_GLOBAL ? &p->m->globals.data[o.ref] : NULL;
    if (g == NULL || !(g->flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING)) || bits != 8 ||
        g->data == NULL || o.off < 0 || (uint64_t)o.off >= g->ndata)
        return false;
    *out = cut(g->data[o.off], 8);
    return true;
}

static bool known_insn(const struct rir_func *f, const struct path *p, const struct rir_insn *in,
                       uint32_t bits, int depth, int64_t *out)
{
    int64_t a, b;
    switch ((enum rir_op)in->op) {
    case RIR_UN:
        if (!known(f, p, in->args[0], depth, &a))
            return false;
        if (in->sub == RIR_U_ZEXT)
            *out = (int64_t)low(a, f->values[in->args[0]].type.bits);
        else if (in->sub == RIR_U_TRUNC || in->sub == RIR_U_SEXT || in->sub == RIR_U_MOVE)
            *out = cut(a, bits);
        else
            return false;
        return true;
    case RIR_BIN:
        return known(f, p, in->args[0], depth, &a) && known(f, p, in->args[1], depth, &b) &&
               known_bin(in, bits, a, b, out);
    case RIR_CMP:
        if (in->sub > RIR_P_SLE || !known(f, p, in->args[0], depth, &a) ||
            !known(f, p, in->args[1], depth, &b))
            return false;
        *out = compare(in->sub, a, b);
        return true;
    case RIR_SELECT:
        return known(f, p, in->args[0], depth, &a) &&
               known(f, p, in->args[a != 0 ? 1 : 2], depth, out);
    case RIR_READ:
    case RIR_LOAD:
        return known_content(f, p, in, bits, out);
    default:
        return false;
    }
}

/* The number that a value is on this path. */
static bool known(const struct rir_func *f, const struct path *p, uint32_t value, int depth,
                  int64_t *out)
{
    const struct rir_value *v = &f->values[p->strict ? path_plain(f, p, value) : value];
    if (v->kind == RIR_V_CONST) {
        *out = v->imm;
        return true;
    }
    if (depth >= MAX_DEPTH || p->strict || v->type.cls == RIR_FLOAT)
        return false;
    const struct rir_insn *in = def(f, value);
    if (in != NULL && in->op == RIR_PHI) {
        uint32_t c = chosen(p, value);
        return c != RIR_NONE && c != value && known(f, p, c, depth + 1, out);
    }
    if (p->nfacts != 0 && fact_equals(p, root_of(f, p, value), out)) {
        *out = cut(*out, v->type.bits);
        return true;
    }
    return in != NULL && known_insn(f, p, in, v->type.bits, depth + 1, out);
}

bool path_known(const struct rir_func *f, const struct path *p, uint32_t value, int64_t *out)
{
    return known(f, p, value, 0, out);
}

/* ---- who is calling ---- */

/* The value depends on which thread calls: a result of pthread_self(), or made of one. */
static bool tells_thread(const struct rir_func *f, const struct path *p, uint32_t value, int depth)
{
    const struct rir_insn *in = def(f, path_plain(f, p, value));
    if (in == NULL || depth >= MAX_DEPTH)
        return false;
    bool pure = in->op == RIR_BIN || in->op == RIR_UN || in->op == RIR_CMP;
    if (in->op == RIR_CALL) {
        if (p->identity[in->ref])
            return true;
        pure = rir_func_ann(&p->m->funcs.data[in->ref], RIR_ANN_PURE) != NULL;
    }
    for (uint32_t i = 0; pure && i < in->nargs; i++)
        if (tells_thread(f, p, in->args[i], depth + 1))
            return true;
    return false;
}

/* Decides a comparison that depends on which thread calls: all such are answered alike. */
static bool thread_answer(const struct rir_func *f, const struct path *p, const struct rir_insn *in,
                          bool *answer)
{
    const struct rir_value *c = &f->values[path_plain(f, p, in->args[1])];
    if (c->kind == RIR_V_CONST && in->sub <= RIR_P_SLE) /* a result of pthread_equal() */
        *answer = compare(in->sub, p->same_thread, c->imm);
    else if (in->sub == RIR_P_EQ || in->sub == RIR_P_NE)
        *answer = (in->sub == RIR_P_EQ) == p->same_thread;
    else
        return false;
    return true;
}

/* ---- conditions ---- */

static bool assume_compared(const struct rir_func *f, struct path *p, const struct rir_insn *in,
                            uint32_t cond, bool holds)
{
    bool answer;
    int64_t a, b;
    if (p->identity != NULL && !p->strict &&
        (tells_thread(f, p, in->args[0], 0) || tells_thread(f, p, in->args[1], 0)) &&
        thread_answer(f, p, in, &answer))
        return answer == holds;
    uint32_t right = path_plain(f, p, in->args[1]), left = path_plain(f, p, in->args[0]);
    const struct rir_value *c = &f->values[right];
    if (in->sub <= RIR_P_SLE && known(f, p, in->args[0], 0, &a) && known(f, p, in->args[1], 0, &b))
        return compare(in->sub, a, b) == holds;
    if (!p->strict && (in->sub == RIR_P_EQ || in->sub == RIR_P_NE) &&
        compare_objects(f, p, left, right, &answer))
        return ((in->sub == RIR_P_EQ) == answer) == holds;
    const struct rir_insn *inner = def(f, left);
    if (c->kind == RIR_V_CONST && c->imm == 0 && inner != NULL && inner->op == RIR_CMP)
        return path_assume(f, p, in->args[0], in->sub == RIR_P_NE ? holds : !holds);
    if (c->kind == RIR_V_CONST)
        return path_add(p, (struct path_fact){root_of(f, p, in->args[0]), in->sub, holds, c->imm});
    return path_add(p, (struct path_fact){root_of(f, p, cond), RIR_P_NE, holds, 0});
}

bool path_assume(const struct rir_func *f, struct path *p, uint32_t cond, bool holds)
{
    cond = path_plain(f, p, cond);
    const struct rir_value *v = &f->values[cond];
    if (v->kind == RIR_V_CONST)
        return (v->imm != 0) == holds;
    const struct rir_insn *in = def(f, cond);
    if (in != NULL && in->op == RIR_BIN && in->sub == RIR_B_XOR &&
        f->values[in->args[1]].kind == RIR_V_CONST && v->type.bits == 1)
        return path_assume(f, p, in->args[0], !holds);
    if (in != NULL && in->op == RIR_CMP)
        return assume_compared(f, p, in, cond, holds);
    int64_t a;
    if (p->identity != NULL && !p->strict && tells_thread(f, p, cond, 0))
        return p->same_thread == holds;
    if (known(f, p, cond, 0, &a))
        return (a != 0) == holds;
    return path_add(p, (struct path_fact){root_of(f, p, cond), RIR_P_NE, holds, 0});
}

/* ---- steps ---- */

void path_set(struct path *p, uint64_t root, bool is_known, int64_t value)
{
    drop_root(p, root);
    if (is_known)
        path_add(p, (struct path_fact){root, RIR_P_EQ, true, value});
}

static void run_store(const struct rir_func *f, struct path *p, const struct rir_insn *in)
{
    uint64_t root = place_root(f, p, in->args[0]);
    int64_t a;
    bool is_known = known(f, p, in->args[1], 0, &a);
    if (is_zeroed(f, p, in->args[0])) /* all of it, from now on */
        p->nzeroed = 0;
    drop_zeroed(p, root);
    path_set(p, root, is_known, a);
}

/* What was known of the value in an earlier round of a loop, and of what it pointed to. */
static void redefine(struct path *p, uint32_t value)
{
    drop_root(p, value);
    drop_zeroed(p, value);
    for (uint32_t i = p->behind ? p->nfacts : 0; i-- > 0;)
        if (i < p->nfacts && p->facts[i].root >> 24 == behind(value, 0) >> 24)
            drop_root(p, p->facts[i].root);
}

/* Passed as a whole. */
static void spend(const struct rir_func *f, struct path *p, uint32_t arg)
{
    uint64_t root = root_of(f, p, arg);
    for (uint32_t i = 0; i < p->nzeroed; i++)
        p->zeroed[i].spent |= p->zeroed[i].root == root || p->zeroed[i].root == arg;
}

void path_run(const struct rir_func *f, struct path *p, const struct rir_insn *in)
{
    if ((in->op == RIR_WRITE || in->op == RIR_STORE) && !p->strict)
        run_store(f, p, in);
    if (in->op == RIR_FILL && f->values[in->args[1]].kind == RIR_V_CONST &&
        f->values[in->args[1]].imm == 0 && !p->strict)
        add_zeroed(p, base_root(f, p, in->args[0]));
    for (uint32_t i = 0; p->nzeroed != 0 && rir_call_args(in) != 0 && i < in->nargs; i++)
        spend(f, p, in->args[i]);
    if (in->op == RIR_CALL && !p->strict && (p->m->funcs.data[in->ref].flags & RIR_FUNC_DEFINED))
        path_run_call(f, p, in);
    for (uint32_t r = 0; in->result != RIR_NONE && r < in->nresults; r++)
        if (in->op != RIR_PHI)
            redefine(p, in->result + r);
}

void path_enter_block(const struct rir_func *f, struct path *p, uint32_t from, uint32_t to)
{
    const struct rir_block *b = &f->blocks[to];
    uint32_t fresh[MAX_FACTS], n = 0, phis[MAX_FACTS];
    bool zeroed[MAX_FACTS];
    for (uint32_t i = b->first; i < b->first + b->count && f->insns[i].op == RIR_PHI; i++) {
        const struct rir_insn *phi = &f->insns[i];
        for (uint32_t k = 0; k < phi->nargs && n < MAX_FACTS; k++)
            if (phi->blocks[k] == from) {
                phis[n] = phi->result;
                zeroed[n] = is_zeroed(f, p, phi->args[k]);
                fresh[n++] = path_plain(f, p, phi->args[k]);
                break;
            }
    }
    for (uint32_t i = 0; i < n; i++) {
        drop_root(p, phis[i]);
        drop_zeroed(p, phis[i]);
        if (zeroed[i])
            add_zeroed(p, phis[i]);
        uint32_t out = 0;
        for (uint32_t k = 0; k < p->nchoices; k++)
            if (p->choices[k].phi != phis[i])
                p->choices[out++] = p->choices[k];
        p->nchoices = out;
        if (p->nchoices < MAX_FACTS)
            p->choices[p->nchoices++] = (struct choice){phis[i], fresh[i]};
    }
}

bool path_take_edge(const struct rir_func *f, struct path *p, const struct rir_insn *t,
                    uint32_t side)
{
    if (t->op == RIR_COND && t->blocks[0] != t->blocks[1])
        return path_assume(f, p, t->args[0], side == 0);
    if (t->op != RIR_SWITCH)
        return true;
    uint64_t root = root_of(f, p, t->args[0]);
    int64_t a;
    bool is_known = known(f, p, t->args[0], 0, &a);
    if (side > 0) {
        if (is_known)
            return a == t->cases[side - 1];
        return path_add(p, (struct path_fact){root, RIR_P_EQ, true, t->cases[side - 1]});
    }
    for (uint32_t k = 1; k < t->nblocks; k++) {
        if (is_known && a == t->cases[k - 1])
            return false;
        if (!is_known && !path_add(p, (struct path_fact){root, RIR_P_NE, true, t->cases[k - 1]}))
            return false;
    }
    return true;
}

/* ---- calls ---- */

static void pass_fact(struct entry_buffer *out, struct path_fact k)
{
    if (out->nfacts < MAX_FACTS)
        out->facts[out->nfacts++] = k;
}

/* Facts about the argument, and about what is addressed through it. */
static void pass_facts(const struct rir_func *f, const struct path *p, uint32_t arg, uint32_t param,
                       struct entry_buffer *out)
{
    uint64_t root = root_of(f, p, arg), place = place_root(f, p, arg);
    for (uint32_t i = 0; i < p->nfacts; i++) {
        struct path_fact k = p->facts[i];
        if (k.root == root) {
            k.root = param;
            pass_fact(out, k);
        } else if ((place & (ROOT_BEHIND | ROOT_GLOBAL)) && (k.root >> 24) == (place >> 24)) {
            k.root = behind(param, (int64_t)(k.root & 0xffffff) - (int64_t)(place & 0xffffff));
            pass_fact(out, k);
        }
    }
}

void path_pass(const struct rir_func *f, const struct path *p, const struct rir_insn *call,
               const struct rir_func *callee, uint32_t own, struct entry_buffer *out)
{
    uint32_t base = call->op == RIR_CALLI ? 1 : 0;
    for (uint32_t i = base; i < call->nargs && i - base < callee->nparams; i++) {
        uint32_t param = callee->params[i - base].value, arg = call->args[i];
        int64_t a;
        if (param == RIR_NONE || (callee->params[i - base].pos.flags & RIR_ARG_BYVAL))
            continue;
        if (known(f, p, arg, 0, &a))
            pass_fact(out, (struct path_fact){param, RIR_P_EQ, true, a});
        else
            pass_facts(f, p, arg, param, out);
        struct given g = {.value = param, .object = object_of(f, p, arg)};
        if (g.object.kind == OBJECT_NONE && i - base < 32 && (own >> (i - base) & 1))
            g.object = (struct path_object){OBJECT_OWN, RIR_NONE, 0};
        g.zeroed = is_zeroed(f, p, arg);
        if ((g.object.kind != OBJECT_NONE || g.zeroed) && out->ngiven < 16)
            out->given[out->ngiven++] = g;
    }
}
