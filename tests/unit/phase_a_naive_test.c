/* Phase A against a naive inclusion-based analysis, on random small modules: every fact that the
 * naive one finds must be covered (A-I1 to A-I14, A-I20).
 *
 * The naive analysis keeps, for every value and every word of every object, the set of (object,
 * word offset) it may point to, as plain bit sets, and applies every instruction until nothing
 * changes. It knows nothing of classes, folding or unification. Objects have 8 words; offsets run
 * from -8 to 15 words. Unknown code: what it was given it may store into everything it was given,
 * and call.
 *
 * The seeds are printed when something is not covered: run with FBP_SEED=n to repeat one module. */
#include <inttypes.h>

#include "phase_a_help.h"

enum { FUNCS = 4, GLOBALS = 4, STEPS = 20, MAX_OBJECTS = 160, WORDS = 8, LOW = -8, OFFSETS = 24 };

/* ---- modules ---- */

struct gen {
    uint64_t rng;
    char text[40000];
    size_t len;
    int values; /* %v0 .. */
    bool tame;  /* offsets and sizes are constants: little is mixed */
    bool alone; /* no calls, hardly any globals */
    bool ints[64];
};

static uint32_t pick(struct gen *g, uint32_t n)
{
    g->rng ^= g->rng << 13;
    g->rng ^= g->rng >> 7;
    g->rng ^= g->rng << 17;
    return (uint32_t)(g->rng >> 20) % n;
}

static void put(struct gen *g, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    g->len += (size_t)vsnprintf(g->text + g->len, sizeof g->text - g->len, fmt, ap);
    va_end(ap);
}

/* A pointer operand, in a buffer that is good for four calls. */
static const char *pointer(struct gen *g)
{
    static char buffer[4][40];
    static int next;
    char *out = buffer[next++ % 4];
    for (int tries = 0; tries < 8 && pick(g, 10) != 0; tries++) {
        int v = (int)pick(g, (uint32_t)g->values);
        if (g->ints[v])
            continue;
        snprintf(out, 40, "%%v%d", v);
        return out;
    }
    if (g->alone && pick(g, 3) != 0)
        snprintf(out, 40, "%%v%u", 2 + pick(g, 2));
    else if (pick(g, 5) == 0)
        snprintf(out, 40, "@f%u", pick(g, FUNCS));
    else
        snprintf(out, 40, "@g%u+%u", pick(g, GLOBALS), 8 * pick(g, WORDS));
    return out;
}

static int define(struct gen *g, bool integer)
{
    g->ints[g->values] = integer;
    return g->values++;
}

static void make_pointer(struct gen *g)
{
    const char *p = pointer(g), *q = pointer(g);
    int v = define(g, false);
    switch (pick(g, 9)) {
    case 0:
        put(g, "%%v%d = stack 64\n", v);
        break;
    case 1:
        put(g, "%%v%d = alloc 64 !1:1\n", v);
        break;
    case 2:
    case 3:
        put(g, "%%v%d = field %s %+d\n", v, p, 8 * ((int)pick(g, 8) - 2));
        break;
    case 4:
        if (g->tame)
            put(g, "%%v%d = elem %s, %d x 8\n", v, p, (int)pick(g, 8) - 4);
        else
            put(g, "%%v%d = elem %s, %%n x %u\n", v, p, 8u << pick(g, 3));
        break;
    case 5:
        put(g, "%%v%d = elem %s, %u x 16\n", v, p, pick(g, 4));
        break;
    case 6:
        put(g, "%%v%d = offset %s, %s\n", v, p, g->tame ? "16" : "%n");
        break;
    default:
        put(g, "%%v%d = select ptr %%c, %s, %s\n", v, p, q);
        break;
    }
}

static void access_memory(struct gen *g)
{
    const char *p = pointer(g), *q = pointer(g), *r = pointer(g);
    switch (pick(g, 8)) {
    case 0:
    case 1:
        put(g, "%%v%d = load ptr %s !1:1\n", define(g, false), p);
        break;
    case 2:
    case 3:
        put(g, "store ptr %s, %s !1:1\n", p, q);
        break;
    case 4:
        put(g, "copy %s, %s, %u !1:1\n", p, q, 8 * (1 + pick(g, WORDS)));
        break;
    case 5:
        put(g, "copy %s, %s, %s !1:1\n", p, q, g->tame ? "24" : "%n");
        break;
    case 6:
        put(g, "%%v%d = rmw xchg ptr %s, %s !1:1\n", define(g, false), p, q);
        break;
    default:
        put(g, "%%v%d, %%k%d = cas ptr %s, %s, %s !1:1\n", g->values, g->values, p, q, r);
        define(g, false);
        break;
    }
}

static void make_call(struct gen *g, bool unknown)
{
    const char *p = pointer(g), *q = pointer(g), *r = pointer(g);
    int v = define(g, false);
    if (unknown && pick(g, 6) == 0)
        put(g, "%%v%d = call ptr @u(%s) !1:1\n", v, p);
    else if (pick(g, 2) == 0)
        put(g, "%%v%d = call ptr @f%u(%s, %s) !1:1\n", v, pick(g, FUNCS), p, q);
    else
        put(g, "%%v%d = calli ptr %s(%s, %s) !1:1\n", v, r, p, q);
}

static void make_word(struct gen *g)
{
    const char *p = pointer(g);
    int v = g->values;
    put(g, "%%w%d = move i64 %s\n", v, p);
    if (pick(g, 2) == 0)
        put(g, "%%x%d = and i64 %%w%d, -8\n", v, v);
    else
        put(g, "%%x%d = add i64 %%w%d, %u\n", v, v, 8 * pick(g, 3));
    put(g, "%%v%d = move ptr %%x%d\n", define(g, false), v);
}

static void make_function(struct gen *g, bool unknown)
{
    put(g, "%%v%d = stack 64\n", define(g, false));
    put(g, "%%v%d = alloc 64 !1:1\n", define(g, false));
    uint32_t steps = 3 + pick(g, STEPS - 3);
    for (uint32_t i = 0; i < steps; i++) {
        switch (pick(g, 8)) {
        case 0:
        case 1:
        case 2:
            make_pointer(g);
            break;
        case 3:
        case 4:
        case 5:
            access_memory(g);
            break;
        case 6:
            if (!g->alone)
                make_call(g, unknown);
            break;
        default:
            make_word(g);
            break;
        }
    }
}

static void make_module(struct gen *g, uint64_t seed)
{
    *g = (struct gen){.rng = seed * 0x9e3779b97f4a7c15u + 1};
    bool unknown = pick(g, 4) == 0;
    g->tame = pick(g, 3) != 0;
    g->alone = pick(g, 2) != 0;
    put(g, "declare @u(ptr) -> ptr\n");
    for (uint32_t i = 0; i < GLOBALS; i++) {
        put(g, "global @g%u size 64 %s%s", i, pick(g, 2) == 0 ? "internal " : "",
            pick(g, 4) == 0 ? "const " : "");
        if (pick(g, 2) == 0)
            put(g, "init { 0: @f%u, 24: @g%u + 8 }", pick(g, FUNCS), pick(g, GLOBALS));
        put(g, "\n");
    }
    for (uint32_t f = 0; f <= FUNCS; f++) {
        g->values = 2;
        g->ints[0] = g->ints[1] = false;
        if (f == FUNCS)
            put(g, "define @main(%%v0: ptr, %%v1: ptr) -> ptr {\n");
        else
            put(g, "define @f%u(%%v0: ptr, %%v1: ptr) -> ptr {\n", f);
        put(g, "%%n = read i32 @g0 !1:1\n%%m = sext i64 %%n\n%%c = cmp eq i32 %%n, 0\n");
        size_t start = g->len;
        make_function(g, unknown);
        for (char *s = g->text + start; *s != '\0'; s++) /* the index is the wide one */
            if (s[0] == '%' && s[1] == 'n')
                s[1] = 'm';
        put(g, "ret %s\n}\n", pointer(g));
    }
}

/* ---- the naive analysis ---- */

typedef struct {
    uint32_t off[MAX_OBJECTS]; /* bit k: offset LOW + k words */
} pts;

struct naive {
    const struct rir_module *m;
    uint32_t nobjects, nglobals, nfuncs;
    uint32_t obj_func[MAX_OBJECTS], obj_insn[MAX_OBJECTS]; /* of a stack or heap object */
    bool escaped[MAX_OBJECTS];
    bool unknown_called;
    pts *values; /* by function and value */
    uint32_t base[FUNCS + 3];
    pts words[MAX_OBJECTS][WORDS];
    pts rets[FUNCS + 3];
    bool calls[FUNCS + 3][FUNCS + 3], outside[FUNCS + 3];
    bool reads[FUNCS + 3][MAX_OBJECTS], writes[FUNCS + 3][MAX_OBJECTS];
    bool changed;
};

/* Objects: globals, then functions, then stack and heap objects. */
static pts *value(struct naive *n, uint32_t f, uint32_t v)
{
    return &n->values[n->base[f] + v];
}

static void join(struct naive *n, pts *to, const pts *from)
{
    for (uint32_t o = 0; o < n->nobjects; o++) {
        if ((from->off[o] & ~to->off[o]) == 0)
            continue;
        to->off[o] |= from->off[o];
        n->changed = true;
    }
}

static uint32_t shifted(uint32_t bits, int64_t words)
{
    if (words >= OFFSETS || words <= -OFFSETS)
        return 0;
    return (words >= 0 ? bits << words : bits >> -words) & ((1u << OFFSETS) - 1);
}

static void join_shifted(struct naive *n, pts *to, const pts *from, int64_t step, int lo, int hi)
{
    pts moved = {0};
    for (uint32_t o = 0; o < n->nobjects; o++)
        for (int k = lo; k <= hi && from->off[o] != 0; k++)
            moved.off[o] |= shifted(from->off[o], step * k);
    join(n, to, &moved);
}

static bool in_word(uint32_t bits, uint32_t w)
{
    return (bits >> (w - LOW) & 1) != 0;
}

static void load(struct naive *n, uint32_t f, const pts *p, pts *to)
{
    for (uint32_t o = 0; o < n->nobjects; o++)
        for (uint32_t w = 0; w < WORDS && p->off[o] != 0; w++)
            if (in_word(p->off[o], w)) {
                n->reads[f][o] = true;
                join(n, to, &n->words[o][w]);
            }
}

/* Constants and code do not change: a program that tried would be wrong. */
static bool is_constant(const struct naive *n, uint32_t o)
{
    if (o >= n->nglobals && o < n->nglobals + n->nfuncs)
        return true;
    return o < n->nglobals && (n->m->globals.data[o].flags & RIR_GLOBAL_CONST) != 0;
}

static void store(struct naive *n, uint32_t f, const pts *p, const pts *v)
{
    for (uint32_t o = 0; o < n->nobjects; o++)
        for (uint32_t w = 0; w < WORDS && p->off[o] != 0; w++)
            if (in_word(p->off[o], w)) {
                n->writes[f][o] = true;
                if (!is_constant(n, o))
                    join(n, &n->words[o][w], v);
            }
}

static void copy(struct naive *n, uint32_t f, const pts *d, const pts *s, int64_t words)
{
    for (int64_t k = 0; k < words; k++) {
        pts from = {0}, to = {0}, held = {0};
        for (uint32_t o = 0; o < n->nobjects; o++) {
            from.off[o] = shifted(s->off[o], k);
            to.off[o] = shifted(d->off[o], k);
        }
        bool changed = n->changed; /* what is held here is no result */
        load(n, f, &from, &held);
        n->changed = changed;
        store(n, f, &to, &held);
    }
}

static pts operand(struct naive *n, uint32_t f, uint32_t v)
{
    const struct rir_value *x = &n->m->funcs.data[f].values[v];
    pts p = {0};
    if (x->kind == RIR_V_GLOBAL)
        p.off[x->ref] = 1u << (x->imm / 8 - LOW);
    else if (x->kind == RIR_V_FUNC)
        p.off[n->nglobals + x->ref] = 1u << -LOW;
    else if (x->kind == RIR_V_PARAM || x->kind == RIR_V_INSN)
        p = *value(n, f, v);
    return p;
}

static void escape(struct naive *n, const pts *p)
{
    for (uint32_t o = 0; o < n->nobjects; o++)
        if (p->off[o] != 0 && !n->escaped[o])
            n->escaped[o] = n->changed = true;
}

static pts given_away(const struct naive *n)
{
    pts p = {0};
    for (uint32_t o = 0; o < n->nobjects; o++)
        p.off[o] = n->escaped[o] ? (1u << OFFSETS) - 1 : 0;
    return p;
}

static void call(struct naive *n, uint32_t f, const struct rir_insn *in, uint32_t first,
                 uint32_t callee)
{
    const struct rir_func *g = &n->m->funcs.data[callee];
    if ((g->flags & RIR_FUNC_DEFINED) == 0) {
        n->unknown_called = n->outside[f] = true;
        for (uint32_t i = first; i < in->nargs; i++) {
            pts p = operand(n, f, in->args[i]);
            escape(n, &p);
        }
        pts any = given_away(n);
        join(n, value(n, f, in->result), &any);
        return;
    }
    n->calls[f][callee] = true;
    for (uint32_t i = 0; i < 2; i++) {
        pts p = operand(n, f, in->args[first + i]);
        join(n, value(n, callee, g->params[i].value), &p);
    }
    join(n, value(n, f, in->result), &n->rets[callee]);
}

static void instruction(struct naive *n, uint32_t f, uint32_t i)
{
    const struct rir_insn *in = &n->m->funcs.data[f].insns[i];
    pts x = {0}, y = {0}, z = {0};
    if (in->nargs > 0)
        x = operand(n, f, in->args[0]);
    if (in->nargs > 1)
        y = operand(n, f, in->args[1]);
    if (in->nargs > 2)
        z = operand(n, f, in->args[2]);
    pts *r = in->nresults > 0 ? value(n, f, in->result) : NULL;
    const struct rir_value *k = in->nargs > 1 ? &n->m->funcs.data[f].values[in->args[1]] : NULL;
    const struct rir_value *size = in->nargs > 2 ? &n->m->funcs.data[f].values[in->args[2]] : NULL;
    bool constant = k != NULL && k->kind == RIR_V_CONST;
    switch ((enum rir_op)in->op) {
    case RIR_FIELD:
        join_shifted(n, r, &x, in->imm / 8, 1, 1);
        break;
    case RIR_ELEM:
        if (constant)
            join_shifted(n, r, &x, k->imm * in->imm / 8, 1, 1);
        else
            join_shifted(n, r, &x, in->imm / 8, -OFFSETS, OFFSETS);
        break;
    case RIR_OFFSET:
        if (constant)
            join_shifted(n, r, &x, k->imm / 8, 1, 1);
        else
            join_shifted(n, r, &x, 1, -OFFSETS, OFFSETS);
        break;
    case RIR_SELECT:
        join(n, r, &y);
        join(n, r, &z);
        break;
    case RIR_UN:
        if (in->sub == RIR_U_MOVE)
            join(n, r, &x);
        break;
    case RIR_BIN:
        if (in->sub == RIR_B_ADD)
            join_shifted(n, r, &x, k->imm / 8, 1, 1);
        else
            join(n, r, &x); /* the mask only takes tags away */
        break;
    case RIR_LOAD:
        load(n, f, &x, r);
        break;
    case RIR_READ: /* of @g0 */
        n->reads[f][0] = true;
        break;
    case RIR_STORE:
        store(n, f, &x, &y);
        break;
    case RIR_RMW:
        load(n, f, &x, r);
        store(n, f, &x, &y);
        break;
    case RIR_CAS:
        load(n, f, &x, r);
        store(n, f, &x, &z);
        break;
    case RIR_COPY:
        copy(n, f, &x, &y, size->kind == RIR_V_CONST ? size->imm / 8 : WORDS - LOW);
        break;
    case RIR_CALL:
        call(n, f, in, 0, in->ref);
        break;
    case RIR_CALLI:
        for (uint32_t g = 0; g < n->nfuncs; g++)
            if (in_word(x.off[n->nglobals + g], 0) && n->m->funcs.data[g].ncparams == 2)
                call(n, f, in, 1, g);
        break;
    case RIR_RET:
        join(n, &n->rets[f], &x);
        break;
    default:
        break;
    }
}

/* Unknown code stores everything it has into everything it has, and calls what it has. */
static void outside(struct naive *n)
{
    for (uint32_t g = 0; g < n->nglobals && n->unknown_called; g++)
        if (n->m->globals.data[g].linkage != RIR_INTERNAL && !n->escaped[g])
            n->escaped[g] = n->changed = true;
    pts any = given_away(n);
    for (uint32_t o = 0; o < n->nobjects; o++) {
        if (!n->escaped[o])
            continue;
        bool fixed = is_constant(n, o);
        for (uint32_t w = 0; w < WORDS; w++) {
            if (!fixed && (o < n->nglobals || o >= n->nglobals + n->nfuncs))
                join(n, &n->words[o][w], &any);
            escape(n, &n->words[o][w]);
        }
        if (o < n->nglobals || o >= n->nglobals + n->nfuncs)
            continue;
        uint32_t f = o - n->nglobals;
        const struct rir_func *fn = &n->m->funcs.data[f];
        if ((fn->flags & RIR_FUNC_DEFINED) == 0)
            continue;
        for (uint32_t p = 0; p < fn->nparams; p++)
            join(n, value(n, f, fn->params[p].value), &any);
        escape(n, &n->rets[f]);
    }
}

static void set_up(struct naive *n, const struct rir_module *m)
{
    n->m = m;
    n->nglobals = m->globals.len;
    n->nfuncs = m->funcs.len;
    n->nobjects = n->nglobals + n->nfuncs;
    uint32_t total = 0;
    for (uint32_t f = 0; f < n->nfuncs; f++) {
        n->base[f] = total;
        total += m->funcs.data[f].nvalues;
    }
    n->values = calloc(total + 1, sizeof *n->values);
    for (uint32_t f = 0; f < n->nfuncs; f++)
        for (uint32_t i = 0; i < m->funcs.data[f].ninsns; i++) {
            const struct rir_insn *in = &m->funcs.data[f].insns[i];
            if (in->op != RIR_STACK && in->op != RIR_ALLOC)
                continue;
            assert_true(n->nobjects < MAX_OBJECTS);
            n->obj_func[n->nobjects] = f;
            n->obj_insn[n->nobjects] = i;
            value(n, f, in->result)->off[n->nobjects++] = 1u << -LOW;
        }
    for (uint32_t g = 0; g < n->nglobals; g++)
        for (uint32_t i = 0; i < m->globals.data[g].ninit; i++) {
            const struct rir_init *init = &m->globals.data[g].init[i];
            uint32_t o = init->is_func ? n->nglobals + init->target : init->target;
            n->words[g][init->offset / 8].off[o] |= 1u << (init->addend / 8 - LOW);
        }
}

static void solve_naively(struct naive *n)
{
    do {
        n->changed = false;
        for (uint32_t f = 0; f < n->nfuncs; f++)
            for (uint32_t i = 0; i < n->m->funcs.data[f].ninsns; i++)
                instruction(n, f, i);
        outside(n);
    } while (n->changed);
}

/* ---- the comparison ---- */

static uint32_t class_of_object(const struct naive *n, const struct phase_a *a, uint32_t o)
{
    if (o < n->nglobals)
        return phase_a_class_of_global(a, o);
    if (o < n->nglobals + n->nfuncs)
        return RIR_NONE; /* functions are compared as callees */
    uint32_t f = n->obj_func[o];
    return phase_a_class(a, f, n->m->funcs.data[f].insns[n->obj_insn[o]].result);
}

static void compare_values(struct naive *n, const struct phase_a *a, uint64_t seed)
{
    for (uint32_t f = 0; f < n->nfuncs; f++)
        for (uint32_t v = 0; v < n->m->funcs.data[f].nvalues; v++)
            for (uint32_t o = 0; o < n->nobjects; o++) {
                if (value(n, f, v)->off[o] == 0)
                    continue;
                uint32_t cls = phase_a_class(a, f, v), object = class_of_object(n, a, o);
                if (cls == RIR_NONE || !phase_a_classes_overlap(a, cls, object))
                    fail_msg("seed %" PRIu64 ": %s value %u (%%%s) may point to object %u", seed,
                             n->m->funcs.data[f].name, v, n->m->funcs.data[f].values[v].name, o);
            }
}

static void compare_calls(struct naive *n, const struct phase_a *a, uint64_t seed)
{
    for (uint32_t f = 0; f < n->nfuncs; f++)
        for (uint32_t i = 0; i < n->m->funcs.data[f].ninsns; i++) {
            const struct rir_insn *in = &n->m->funcs.data[f].insns[i];
            if (in->op != RIR_CALLI)
                continue;
            pts p = operand(n, f, in->args[0]);
            uint32_t found;
            bool complete;
            const uint32_t *funcs = phase_a_callees(a, f, i, &found, &complete);
            for (uint32_t g = 0; g < n->nfuncs; g++) {
                bool listed =
                    !in_word(p.off[n->nglobals + g], 0) || n->m->funcs.data[g].ncparams != 2;
                for (uint32_t k = 0; k < found; k++)
                    listed |= funcs[k] == g;
                if (!listed)
                    fail_msg("seed %" PRIu64 ": call %u in %s may reach %s", seed, i,
                             n->m->funcs.data[f].name, n->m->funcs.data[g].name);
            }
        }
}

/* Effects of callees are the caller's; unknown code calls what it was given. */
static void close_effects(struct naive *n)
{
    uint32_t out = n->nfuncs;
    for (uint32_t f = 0; f < n->nfuncs; f++) {
        n->calls[f][out] = n->outside[f];
        n->calls[out][f] = n->escaped[n->nglobals + f];
    }
    for (uint32_t k = 0; k <= out; k++)
        for (uint32_t f = 0; f <= out; f++)
            for (uint32_t g = 0; g <= out; g++)
                n->calls[f][g] |= n->calls[f][k] && n->calls[k][g];
}

static void compare_effects(struct naive *n, const struct phase_a *a, uint64_t seed)
{
    close_effects(n);
    for (uint32_t o = 0; o < n->nobjects; o++)
        n->writes[n->nfuncs][o] = n->reads[n->nfuncs][o] = n->escaped[o];
    for (uint32_t f = 0; f < n->nfuncs; f++)
        for (uint32_t g = 0; g <= n->nfuncs; g++)
            for (uint32_t o = 0; o < n->nobjects; o++) {
                uint32_t cls = class_of_object(n, a, o);
                if ((f != g && !n->calls[f][g]) || cls == RIR_NONE)
                    continue;
                if ((n->writes[g][o] && !phase_a_writes(a, f, cls)) ||
                    (n->reads[g][o] && !phase_a_reads(a, f, cls)))
                    fail_msg("seed %" PRIu64 ": %s may touch object %u through function %u", seed,
                             n->m->funcs.data[f].name, o, g);
            }
}

static void reach(const struct naive *n, uint32_t o, bool *seen)
{
    if (seen[o])
        return;
    seen[o] = true;
    for (uint32_t w = 0; w < WORDS; w++)
        for (uint32_t t = 0; t < n->nobjects; t++)
            if (n->words[o][w].off[t] != 0)
                reach(n, t, seen);
}

static void compare_global(struct naive *n, const struct phase_a *a, uint64_t seed)
{
    bool seen[MAX_OBJECTS] = {0};
    for (uint32_t g = 0; g < n->nglobals; g++)
        reach(n, g, seen);
    for (uint32_t o = 0; o < n->nobjects; o++)
        if (seen[o] && !phase_a_class_global(a, class_of_object(n, a, o)))
            fail_msg("seed %" PRIu64 ": object %u is reachable from a static one", seed, o);
}

static void compare(uint64_t seed)
{
    static struct gen g;
    make_module(&g, seed);
    struct rir_module *m = phase_a_parse("random", g.text);
    struct phase_a_options o = {0};
    struct phase_a *a = phase_a_run(m, &o);
    struct naive *n = calloc(1, sizeof *n);
    assert_non_null(n);
    set_up(n, m);
    solve_naively(n);
    if (getenv("FBP_SEED") != NULL)
        fputs(g.text, stderr);
    compare_values(n, a, seed);
    compare_calls(n, a, seed);
    compare_effects(n, a, seed);
    compare_global(n, a, seed);
    free(n->values);
    free(n);
    phase_a_free(a);
    rir_module_free(m);
}

static void test_random(void **state)
{
    (void)state;
    const char *one = getenv("FBP_SEED");
    if (one != NULL) {
        compare(strtoull(one, NULL, 10));
        return;
    }
    for (uint64_t seed = 1; seed <= 1500; seed++)
        compare(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
