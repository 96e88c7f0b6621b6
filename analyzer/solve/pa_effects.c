/* Coarse effects: which classes a function, and everything it calls, reads and writes.
 *
 * What each function does itself is collected in one pass: for each class the functions that read
 * it, and those that write it. "Does g write class c" then means: does g reach one of the writers
 * of c. The functions that do are found by one search backwards over the call graph, when somebody
 * asks for c first, and kept as a bit set. So the cost is linear in the program plus one search for
 * each class asked for, instead of a set of classes for each function.
 *
 * A-I20  Two effects have no class of their own: UNKNOWN, an access through a pointer that may be
 * unknown or whose class is not known, and everything unknown code does; and ESCAPED, an access of
 * a class that unknown code may hold. An UNK class is touched by its own accesses and by both; an
 * ESC class by its own and by UNKNOWN.
 * A-I22  Hidden state of described functions counts like a class: each has an effect of its own, by
 * its name. Unknown code reads and writes all of it. Where the program has declared the variable
 * that shows the state (environ), who reads the variable reads the state. */
#include <stdlib.h>
#include <string.h>

#include "solve/pa.h"

struct deep {
    uint32_t cls, func;
    bool writes;
};

struct hidden {           /* a hidden state */
    const char *name;     /* interned */
    uint32_t variable[2]; /* in which the program sees it: by this name, and with "__"; RIR_NONE */
};

struct pa_effects {
    struct side {
        pa_u32s cls, func;       /* direct effects, unsorted */
        uint32_t *first, *funcs; /* by class */
        uint64_t **reach;        /* by class, made when asked for; bits over functions */
    } side[2];
    VEC(struct deep) deep; /* effects on a class and on all that it leads to, by class */
    VEC(struct hidden) states;
    struct intern names;
};

enum { READS, WRITES };

#define EFF_UNKNOWN(a) ((a)->nclasses)
#define EFF_ESCAPED(a) ((a)->nclasses + 1)
#define EFF_STATES(a) ((a)->nclasses + 2)
#define EFF_COUNT(a) (EFF_STATES(a) + (a)->effects->states.len)

static uint32_t flags_of(const struct phase_a *a, uint32_t cls)
{
    return a->nodes.data[a->classes[cls].node].flags;
}

static void record(struct phase_a *a, int side, uint32_t func, uint32_t cls)
{
    struct side *s = &a->effects->side[side];
    vec_push(&s->cls, cls);
    vec_push(&s->func, func);
}

static void record_class(struct phase_a *a, int side, uint32_t func, uint32_t cls)
{
    record(a, side, func, cls);
    if ((flags_of(a, cls) & PA_UNK) != 0)
        record(a, side, func, EFF_UNKNOWN(a));
    if ((flags_of(a, cls) & PA_ESC) != 0)
        record(a, side, func, EFF_ESCAPED(a));
}

static void touch(struct phase_a *a, int side, uint32_t func, uint32_t value)
{
    const struct rir_value *v = &a->m->funcs.data[func].values[value];
    uint32_t cls = phase_a_class(a, func, value);
    if (cls != RIR_NONE)
        record_class(a, side, func, cls);
    else if (v->kind != RIR_V_CONST || v->imm != 0) /* null is never touched */
        record(a, side, func, EFF_UNKNOWN(a));
}

static void unknown_effect(struct phase_a *a, uint32_t func)
{
    for (int side = READS; side <= WRITES; side++) {
        record(a, side, func, EFF_UNKNOWN(a));
        for (uint32_t i = 0; i < a->effects->states.len; i++)
            record(a, side, func, EFF_STATES(a) + i);
    }
}

/* ---- hidden state ---- */

static uint32_t find_state(const struct phase_a *a, const char *name)
{
    for (uint32_t i = 0; i < a->effects->states.len; i++)
        if (strcmp(a->effects->states.data[i].name, name) == 0)
            return i;
    return RIR_NONE;
}

/* The i-th state that a described function reads or writes, or NULL: those that it names, else, if
 * it has any, its own. */
static const char *state_of(const struct rir_func *g, uint32_t i, bool *writes)
{
    bool hidden = rir_func_ann(g, RIR_ANN_HIDDEN_STATE) != NULL ||
                  rir_func_ann(g, RIR_ANN_HIDDEN_IF_NULL) != NULL;
    bool named = rir_func_ann(g, RIR_ANN_STATE) != NULL;
    for (uint32_t k = 0; k < g->nanns; k++) {
        if (g->anns[k].kind != RIR_ANN_STATE && g->anns[k].kind != RIR_ANN_READS_STATE)
            continue;
        *writes = g->anns[k].kind == RIR_ANN_STATE;
        if (i-- == 0)
            return g->anns[k].text;
    }
    *writes = true;
    return hidden && !named && i == 0 ? g->name : NULL;
}

/* The variable in which a program sees a hidden state, in one of the spellings of the C library. */
static uint32_t variable_of(const struct phase_a *a, const char *state, bool underscores)
{
    for (uint32_t g = 0; g < a->m->globals.len; g++) {
        const struct rir_global *v = &a->m->globals.data[g];
        const char *name = v->name;
        if ((v->flags & RIR_GLOBAL_DEFINED) != 0 || (underscores && strncmp(name, "__", 2) != 0))
            continue;
        if (strcmp(underscores ? name + 2 : name, state) == 0)
            return g;
    }
    return RIR_NONE;
}

bool phase_a_shows_variable(const struct phase_a *a, const char *name)
{
    return variable_of(a, name, false) != RIR_NONE || variable_of(a, name, true) != RIR_NONE;
}

static void name_states(struct phase_a *a)
{
    bool writes;
    const char *name;
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        for (uint32_t i = 0; (name = state_of(&a->m->funcs.data[f], i, &writes)) != NULL; i++)
            if (a->funcs[f].described && find_state(a, name) == RIR_NONE) {
                struct hidden h = {intern_str(&a->effects->names, name),
                                   {variable_of(a, name, false), variable_of(a, name, true)}};
                vec_push(&a->effects->states, h);
            }
}

static void touch_states(struct phase_a *a, uint32_t func, const struct rir_func *g)
{
    bool writes;
    const char *name;
    for (uint32_t i = 0; (name = state_of(g, i, &writes)) != NULL; i++) {
        for (int side = READS; side <= (writes ? WRITES : READS); side++) {
            uint32_t state = find_state(a, name);
            record(a, side, func, EFF_STATES(a) + state);
            for (int u = 0; u < 2; u++) {
                uint32_t v = a->effects->states.data[state].variable[u];
                if (v != RIR_NONE)
                    record_class(a, side, func, phase_a_class_of_global(a, v));
            }
        }
    }
}

/* An operand that is used as a value only touches nothing: unlike `touch`, no class is no effect.
 */
static void touch_operand(struct phase_a *a, int side, uint32_t func, uint32_t value)
{
    uint32_t cls = phase_a_class(a, func, value);
    if (cls != RIR_NONE)
        record_class(a, side, func, cls);
}

static void each_operand(struct phase_a *a, int side, uint32_t func, const struct rir_insn *in,
                         const struct rir_func *g, int n)
{
    for (uint32_t i = 0; n > 0 && i + pa_first_arg(in) < in->nargs; i++)
        if (rir_ann_covers(g, n, rir_call_position(in, i)))
            touch_operand(a, side, func, in->args[i + pa_first_arg(in)]);
}

/* FBP_READS means all that is reachable; of the library's own functions those that are given bytes
 * or strings read nothing else. */
static bool reads_deep(const struct phase_a *a, const struct rir_func *g, const struct rir_ann *n)
{
    if (!n->model)
        return true;
    const struct rir_type *t = pa_pointee(a->m, g, n->a);
    return n->a <= (int)g->ncparams &&
           (t == NULL || (t->kind != RIR_T_VOID && t->kind != RIR_T_INT));
}

static void touch_deep(struct phase_a *a, int side, uint32_t func, const struct rir_insn *in,
                       const struct rir_func *g, int n)
{
    for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs; i++) {
        uint32_t cls = rir_ann_covers(g, n, rir_call_position(in, i))
                           ? phase_a_class(a, func, in->args[i + pa_first_arg(in)])
                           : RIR_NONE;
        if (cls != RIR_NONE)
            vec_push(&a->effects->deep, ((struct deep){cls, func, side == WRITES}));
    }
}

static void read_operand(struct phase_a *a, uint32_t func, const struct rir_insn *in,
                         const struct rir_func *g, const struct rir_ann *n)
{
    each_operand(a, READS, func, in, g, n->a);
    if (reads_deep(a, g, n))
        touch_deep(a, READS, func, in, g, n->a);
}

static int by_class(const void *x, const void *y)
{
    const struct deep *a = x, *b = y;
    return a->cls != b->cls ? (a->cls < b->cls ? -1 : 1) : a->func < b->func ? -1 : 1;
}

static void described(struct phase_a *a, uint32_t func, const struct rir_insn *in, uint32_t callee)
{
    const struct rir_func *g = &a->m->funcs.data[callee];
    touch_states(a, func, g);
    for (uint32_t i = 0; i < g->nanns; i++) {
        const struct rir_ann *n = &g->anns[i];
        switch ((enum rir_ann_kind)n->kind) {
        case RIR_ANN_READS:
            read_operand(a, func, in, g, n);
            break;
        case RIR_ANN_KEEPS:
        case RIR_ANN_SENDS_COPY:
            each_operand(a, READS, func, in, g, n->a);
            break;
        case RIR_ANN_WRITES:
        case RIR_ANN_FREES:
        case RIR_ANN_SENDS:
        case RIR_ANN_SENDS_IF:
        case RIR_ANN_FREEZES:
        case RIR_ANN_LINKS:
        case RIR_ANN_RECEIVES_INTO:
        case RIR_ANN_RECEIVES_INTO_IF:
        case RIR_ANN_RESULT_INTO:
        case RIR_ANN_HANDLE:
        case RIR_ANN_POINTS_INTO:
            each_operand(a, WRITES, func, in, g, n->a);
            break;
        case RIR_ANN_WRITES_BEHIND:
            touch_deep(a, WRITES, func, in, g, n->a);
            break;
        default:
            break;
        }
    }
}

/* What it does to what unknown code has is an effect of "outside", which a leaf does not reach. */
static void unknown_call(struct phase_a *a, uint32_t func, const struct rir_insn *in,
                         uint32_t callee)
{
    for (uint32_t i = pa_first_arg(in); i < in->nargs; i++) {
        touch_operand(a, READS, func, in->args[i]);
        touch_operand(a, WRITES, func, in->args[i]);
    }
    if (a->funcs[callee].leaf)
        unknown_effect(a, func);
}

static void call(struct phase_a *a, uint32_t func, const struct rir_insn *in, uint32_t callee)
{
    if (a->funcs[callee].described)
        described(a, func, in, callee);
    else if (a->funcs[callee].unknown)
        unknown_call(a, func, in, callee);
}

/* A described function that another one calls (qsort with strcoll): its hidden state. */
static void called_back(struct phase_a *a, const struct pa_site *s, uint32_t target)
{
    if (a->m->funcs.data[s->callee].anns[s->ann].kind == RIR_ANN_CALLS &&
        a->funcs[target].described)
        touch_states(a, s->func, &a->m->funcs.data[target]);
}

static void opaque(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    unknown_effect(a, func);
    for (uint32_t i = 0; i < in->nargs; i++) {
        touch_operand(a, READS, func, in->args[i]);
        touch_operand(a, WRITES, func, in->args[i]);
    }
}

/* A struct passed by value is copied at the call. */
static void copied(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    uint32_t first = pa_first_arg(in);
    for (uint32_t i = first; in->pos != NULL && i < in->nargs; i++)
        if (in->pos[i - first].flags & RIR_ARG_BYVAL)
            touch(a, READS, func, in->args[i]);
}

static void instruction(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_LOAD:
    case RIR_READ:
        touch(a, READS, func, in->args[0]);
        break;
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_FILL:
    case RIR_FREE:
    case RIR_FREEZE:
    case RIR_SEND:
    case RIR_VALIST:
        touch(a, WRITES, func, in->args[0]);
        break;
    case RIR_RMW:
    case RIR_CAS:
    case RIR_VAARG:
        touch(a, READS, func, in->args[0]);
        touch(a, WRITES, func, in->args[0]);
        break;
    case RIR_COPY:
        touch(a, WRITES, func, in->args[0]);
        touch(a, READS, func, in->args[1]);
        break;
    case RIR_CALL:
        copied(a, func, in);
        call(a, func, in, in->ref);
        break;
    case RIR_CALLI:
        copied(a, func, in);
        break;
    case RIR_OPAQUE:
        opaque(a, func, in);
        break;
    default:
        break;
    }
}

static void sort_side(struct phase_a *a, struct side *s)
{
    uint32_t n = EFF_COUNT(a);
    s->first = ARENA_ARRAY(&a->arena, uint32_t, n + 2);
    s->funcs = ARENA_ARRAY(&a->arena, uint32_t, s->cls.len + 1);
    s->reach = ARENA_ARRAY(&a->arena, uint64_t *, n);
    for (uint32_t i = 0; i < s->cls.len; i++)
        s->first[s->cls.data[i] + 2]++;
    for (uint32_t i = 2; i < n + 2; i++)
        s->first[i] += s->first[i - 1];
    for (uint32_t i = 0; i < s->cls.len; i++)
        s->funcs[s->first[s->cls.data[i] + 1]++] = s->func.data[i];
    vec_free(&s->cls);
    vec_free(&s->func);
}

void pa_effects_build(struct phase_a *a)
{
    a->effects = ARENA_NEW(&a->arena, struct pa_effects);
    name_states(a);
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        for (uint32_t i = 0; i < a->m->funcs.data[f].ninsns && !a->funcs[f].described; i++)
            instruction(a, f, &a->m->funcs.data[f].insns[i]);
    for (uint32_t s = 0; s < a->sites.len; s++) {
        const struct pa_site *site = &a->sites.data[s];
        const struct rir_insn *in = &a->m->funcs.data[site->func].insns[site->insn];
        const pa_u32s *both[] = {&site->funcs, &site->given};
        for (int k = 0; k < 2; k++)
            for (uint32_t i = 0; i < both[k]->len; i++)
                if (site->ann == RIR_NONE)
                    call(a, site->func, in, both[k]->data[i]);
                else
                    called_back(a, site, both[k]->data[i]);
    }
    unknown_effect(a, a->m->funcs.len);
    if (a->effects->deep.len > 1)
        qsort(a->effects->deep.data, a->effects->deep.len, sizeof *a->effects->deep.data, by_class);
    for (int side = READS; side <= WRITES; side++)
        sort_side(a, &a->effects->side[side]);
}

void pa_effects_free(struct phase_a *a)
{
    for (int side = READS; a->effects != NULL && side <= WRITES; side++) {
        struct side *s = &a->effects->side[side];
        for (uint32_t c = 0; c < EFF_COUNT(a); c++)
            vec_release(s->reach[c]);
    }
    if (a->effects == NULL)
        return;
    vec_free(&a->effects->deep);
    vec_free(&a->effects->states);
    intern_free(&a->effects->names);
}

static void seed(uint64_t *bits, pa_u32s *todo, uint32_t func)
{
    if (pa_bit(bits, func))
        return;
    pa_set(bits, func);
    vec_push(todo, func);
}

static void seed_deep(const struct phase_a *a, bool writes, uint32_t cls, uint64_t *bits,
                      pa_u32s *todo)
{
    const struct pa_effects *e = a->effects;
    bool leads = false;
    for (uint32_t i = 0; i < e->deep.len; i++) {
        if (i == 0 || e->deep.data[i].cls != e->deep.data[i - 1].cls)
            leads = phase_a_class_reaches(a, e->deep.data[i].cls, cls);
        if (leads && e->deep.data[i].writes == writes)
            seed(bits, todo, e->deep.data[i].func);
    }
}

/* All functions that reach one of those that have the effect themselves. */
static const uint64_t *reaching(const struct phase_a *a, struct side *s, uint32_t cls)
{
    if (s->reach[cls] != NULL)
        return s->reach[cls];
    uint32_t words = (a->ngraph + 63) / 64;
    uint64_t *bits = vec_reserve(NULL, 0, &(uint32_t){0}, words, sizeof *bits);
    memset(bits, 0, words * sizeof *bits);
    pa_u32s todo = {0};
    for (uint32_t i = s->first[cls]; i < s->first[cls + 1]; i++)
        seed(bits, &todo, s->funcs[i]);
    if (cls < a->nclasses)
        seed_deep(a, s == &a->effects->side[WRITES], cls, bits, &todo);
    while (todo.len > 0) {
        uint32_t f = todo.data[--todo.len];
        for (uint32_t e = a->callers.first[f]; e < a->callers.first[f + 1]; e++) {
            if (pa_bit(bits, a->callers.to[e]))
                continue;
            pa_set(bits, a->callers.to[e]);
            vec_push(&todo, a->callers.to[e]);
        }
    }
    vec_free(&todo);
    s->reach[cls] = bits;
    return bits;
}

static bool has_effect(const struct phase_a *a, int side, uint32_t func, uint32_t cls)
{
    struct side *s = &a->effects->side[side];
    if (cls == RIR_NONE) /* what has no class is unknown when it is touched */
        return pa_bit(reaching(a, s, EFF_UNKNOWN(a)), func);
    if (pa_bit(reaching(a, s, cls), func))
        return true;
    uint32_t f = flags_of(a, cls);
    if ((f & (PA_UNK | PA_ESC)) != 0 && pa_bit(reaching(a, s, EFF_UNKNOWN(a)), func))
        return true;
    return (f & PA_UNK) != 0 && pa_bit(reaching(a, s, EFF_ESCAPED(a)), func);
}

bool phase_a_reads(const struct phase_a *a, uint32_t func, uint32_t cls)
{
    return has_effect(a, READS, func, cls);
}

bool phase_a_writes(const struct phase_a *a, uint32_t func, uint32_t cls)
{
    return has_effect(a, WRITES, func, cls);
}

/* A state that `callee` writes and that `func`, or what it calls, reads. */
bool phase_a_reads_state(const struct phase_a *a, uint32_t func, uint32_t callee)
{
    bool writes;
    const char *name;
    for (uint32_t i = 0; (name = state_of(&a->m->funcs.data[callee], i, &writes)) != NULL; i++) {
        uint32_t state = find_state(a, name);
        if (writes && pa_bit(reaching(a, &a->effects->side[READS], EFF_STATES(a) + state), func))
            return true;
        for (int u = 0; u < 2 && writes; u++) {
            uint32_t v = a->effects->states.data[state].variable[u];
            if (v != RIR_NONE && phase_a_reads(a, func, phase_a_class_of_global(a, v)))
                return true;
        }
    }
    return false;
}

bool phase_a_same_state(const struct phase_a *a, uint32_t reader, uint32_t writer)
{
    bool reads, writes;
    const char *x, *y;
    for (uint32_t i = 0; (x = state_of(&a->m->funcs.data[reader], i, &reads)) != NULL; i++)
        for (uint32_t k = 0; (y = state_of(&a->m->funcs.data[writer], k, &writes)) != NULL; k++)
            if (writes && strcmp(x, y) == 0)
                return true;
    return false;
}
