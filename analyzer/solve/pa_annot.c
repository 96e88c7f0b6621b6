/* Calls of functions that annotations describe: each annotation is a constraint between the
 * operands, the result, and the places where packets and results of tasks wait.
 *
 * A-I15  What a described function does not mention it does not keep, change or return. A result
 * that no annotation explains, and pointers put into *n by FBP_WRITES(n) without one, are unknown.
 * A-I16  What FBP_SENDS takes may come out of every FBP_RECEIVES of the program that A-I36 allows
 * (pa_transit.c), but what a library makes (RIR_ANN_MAKES) nobody has sent; what a task returns,
 * out of every join. A-I17  A function that reads one
 * void * and writes another may move what the one holds into the other; one that reads and writes
 * the same (qsort) may exchange its elements. Their size is the operand before the function of
 * FBP_CALLS, when that is a constant. */
#include <string.h>

#include "solve/mapping.h"
#include "solve/pa.h"

/* Described by a model, not by the program itself. */
static bool is_model(const struct rir_func *g)
{
    bool any = false;
    for (uint32_t i = 0; i < g->nanns; i++) {
        if (!g->anns[i].model && g->anns[i].kind < RIR_ANN_MALLOC) /* no standard attribute */
            return false;
        any |= g->anns[i].model;
    }
    return any && (g->flags & RIR_FUNC_DEFINED) == 0;
}

struct call {
    struct phase_a *a;
    uint32_t func, insn, callee;
    const struct rir_insn *in;
    const struct rir_func *f, *g;
    uint32_t result; /* cell or RIR_NONE */
    bool explained;  /* the result */
};

/* The i-th cell of C position n, from 0; RIR_NONE behind the last. */
static uint32_t operand(const struct call *c, int n, uint32_t i)
{
    for (uint32_t k = 0; n > 0 && k + pa_first_arg(c->in) < c->in->nargs; k++) {
        if (!rir_ann_covers(c->g, n, rir_call_position(c->in, k)))
            continue;
        uint32_t cell = pa_value(c->a, c->func, c->in->args[k + pa_first_arg(c->in)]);
        if (cell != RIR_NONE && i-- == 0)
            return cell;
    }
    return RIR_NONE;
}

/* The value at C position n; RIR_NONE: not one alone. */
static uint32_t operand_value(const struct call *c, int n)
{
    uint32_t value = RIR_NONE;
    for (uint32_t k = 0; n > 0 && k + pa_first_arg(c->in) < c->in->nargs; k++)
        if (rir_ann_covers(c->g, n, rir_call_position(c->in, k))) {
            if (value != RIR_NONE)
                return RIR_NONE;
            value = c->in->args[k + pa_first_arg(c->in)];
        }
    return value;
}

const struct rir_type *pa_pointee(const struct rir_module *m, const struct rir_func *g, int n)
{
    for (uint32_t p = 0; p < g->nparams; p++) {
        if (g->params[p].pos.cpos != n)
            continue;
        uint32_t t = rir_type_strip(m, rir_type_pointee(m, g->params[p].src));
        return t == RIR_NONE ? NULL : &m->types.data[t];
    }
    return NULL;
}

static const struct rir_type *pointee(const struct call *c, int n)
{
    return pa_pointee(c->a->m, c->g, n);
}

static bool points_to_bytes(const struct call *c, int n) /* void *, or a type that we do not know */
{
    const struct rir_type *t = pointee(c, n);
    return t == NULL || t->kind == RIR_T_VOID;
}

static void each(const struct call *c, int n, enum pa_use_op op, uint32_t arg, int64_t x, int64_t y)
{
    uint32_t cell;
    for (uint32_t i = 0; (cell = operand(c, n, i)) != RIR_NONE; i++)
        pa_use_add(c->a, cell, op, arg, x, y);
}

/* Size of the elements that a callback is given (qsort, bsearch); 1 when unknown. */
static int64_t element_size(const struct call *c)
{
    const struct rir_ann *calls = rir_func_ann(c->g, RIR_ANN_CALLS);
    int64_t k;
    if (calls == NULL)
        return 1;
    for (uint32_t i = 0; i + pa_first_arg(c->in) < c->in->nargs; i++)
        if (rir_call_position(c->in, i) + 1 == calls->a &&
            pa_const(c->f, c->in->args[i + pa_first_arg(c->in)], &k) && k > 0)
            return k;
    return 1;
}

/* A cell that points anywhere at an element of what operand n points to. */
static uint32_t into(const struct call *c, int n)
{
    uint32_t cell = pa_cell_new(c->a);
    each(c, n, PA_ELEM, cell, element_size(c), -1);
    return cell;
}

/* The library's own memory has code only where its types say so (A-I31). */
static uint32_t behind(const struct call *c, uint32_t type)
{
    return is_model(c->g) ? pa_code_behind(c->a, type) : PA_CODE;
}

/* C's type of position n, 0: of the result; RIR_NONE: not known. */
static uint32_t declared_type(const struct call *c, int n)
{
    uint32_t t = rir_func_source_type(c->a->m, c->g);
    if (t == RIR_NONE)
        return RIR_NONE;
    const struct rir_type *f = &c->a->m->types.data[t];
    return n == 0 ? f->elem : n <= (int)f->nfields ? f->fields[n - 1].type : RIR_NONE;
}

/* A table of constants is no table of functions. */
static uint32_t result_behind(const struct call *c)
{
    if (is_model(c->g) && rir_func_ann(c->g, RIR_ANN_CONSTANT) != NULL)
        return 0;
    return behind(c, declared_type(c, 0));
}

/* What a library keeps as a function, or in memory with functions, it may call; of what else it
 * keeps (bytes may be anything) it may give back the functions. */
static uint32_t kept(const struct call *c, int n)
{
    return behind(c, declared_type(c, n)) == PA_CODE ? PA_CODE : PA_LIB;
}

/* A pointer of this type that the library has made. */
static uint32_t unknown_cell(const struct call *c, int n, const struct rir_type *pointer)
{
    const struct rir_module *m = c->a->m;
    uint32_t cell = pa_cell_new(c->a), to = rir_type_strip(m, pointer->elem);
    bool function = to != RIR_NONE && m->types.data[to].kind == RIR_T_FUNC;
    if (rir_func_ann_at(c->g, RIR_ANN_NO_CODE, n))
        pa_cell_mark(c->a, cell, PA_UNK);
    else if (function && is_model(c->g))
        pa_code_add_unknown(c->a, cell, to);
    else
        pa_cell_mark(c->a, cell, PA_UNK | behind(c, (uint32_t)(pointer - m->types.data)));
    return cell;
}

static void store_into(const struct call *c, int n, uint32_t value)
{
    each(c, n, PA_STORE, value, c->a->ptr, 0);
}

/* Unknown pointers into the members of *n that are pointers. */
static void fill_pointers(const struct call *c, int n, const struct rir_type *t, int64_t offset,
                          int depth)
{
    const struct rir_module *m = c->a->m;
    if (t->kind == RIR_T_PTR) {
        uint32_t at = pa_cell_new(c->a);
        each(c, n, PA_ASSIGN, at, offset, 0);
        pa_use_add(c->a, at, PA_STORE, unknown_cell(c, n, t), c->a->ptr, 0);
        return;
    }
    if ((t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION) || depth == 0)
        return;
    for (uint32_t i = 0; i < t->nfields; i++) {
        uint32_t ft = rir_type_strip(m, t->fields[i].type);
        if (ft != RIR_NONE)
            fill_pointers(c, n, &m->types.data[ft], offset + (int64_t)t->fields[i].offset,
                          depth - 1);
    }
}

static void writes(const struct call *c, int n)
{
    if (rir_func_ann_at(c->g, RIR_ANN_RECEIVES_INTO, n) ||
        rir_func_ann_at(c->g, RIR_ANN_RECEIVES_INTO_IF, n) ||
        rir_func_ann_at(c->g, RIR_ANN_POINTS_INTO, n) ||
        rir_func_ann_at(c->g, RIR_ANN_RESULT_INTO, n) || rir_func_ann_at(c->g, RIR_ANN_HANDLE, n) ||
        rir_func_ann_at(c->g, RIR_ANN_STARTED, n))
        return;
    const struct rir_type *t = pointee(c, n);
    if (t != NULL && !rir_func_ann_at(c->g, RIR_ANN_NUMBERS, n))
        fill_pointers(c, n, t, 0, 4);
    if (!points_to_bytes(c, n))
        return;
    bool moves = false;
    for (uint32_t i = 0; i < c->g->nanns; i++) {
        int from = c->g->anns[i].a;
        if (c->g->anns[i].kind != RIR_ANN_READS || !points_to_bytes(c, from))
            continue;
        moves = true;
        if (from == n)
            pa_use_add(c->a, into(c, n), PA_LOAD, pa_cell_new(c->a), c->a->ptr, 0);
        else
            for (uint32_t s = 0; operand(c, from, s) != RIR_NONE; s++)
                for (uint32_t d = 0; operand(c, n, d) != RIR_NONE; d++)
                    pa_copy_add(c->a, operand(c, from, s), operand(c, n, d), PA_OFF_MAX);
    }
    if (moves || rir_func_ann_at(c->g, RIR_ANN_NUMBERS, n) ||
        rir_func_ann_at(c->g, RIR_ANN_FILLS, n))
        return;
    pa_fill(c->a, c->func, c->in, c->g, &(struct rir_ann){.a = (int16_t)n}, true);
}

static void result_is(struct call *c, uint32_t cell)
{
    c->explained = true;
    pa_assign(c->a, cell, c->result);
}

static void joined(struct call *c)
{
    c->explained = true;
    if (c->result != RIR_NONE)
        pa_assign(c->a, pa_task_joined(c->a), c->result);
}

/* A new object; what realloc's argument held is in its result. */
static void result_fresh(struct call *c)
{
    c->explained = true;
    if (c->result == RIR_NONE)
        return;
    pa_cell_point(c->a, c->result, pa_fresh(c->a, c->func, c->insn), pa_off_exact(0));
    for (uint32_t i = 0; i < c->g->nanns; i++)
        if (c->g->anns[i].kind == RIR_ANN_FREES)
            pa_copy_add(c->a, operand(c, c->g->anns[i].a, 0), c->result, PA_OFF_MAX);
}

static void result_mapped(const struct call *c, uint32_t flags)
{
    enum mapping mapping = mapping_of(c->f, c->in, flags);
    c->a->maps_shared |= mapping == MAPPING_SHOWN;
    if (c->result == RIR_NONE)
        return;
    if (mapping == MAPPING_SHOWN)
        pa_cell_mark(c->a, c->result, PA_UNK);
    else if (mapping == MAPPING_COPY)
        pa_use_add(c->a, c->result, PA_FILL, 0, PA_OFF_MAX, 0);
}

/* ... or at it and behind it, if the function says so: as PA_ELEM has it. */
static int64_t extent(const struct call *c)
{
    return rir_func_ann(c->g, RIR_ANN_AHEAD) != NULL ? PA_OFF_MAX : -1;
}

/* What it links somewhere and returns may be what an earlier call has linked there (strtok_r). */
static void points_into(struct call *c, const struct rir_ann *n)
{
    uint32_t cell = pa_cell_new(c->a);
    each(c, n->b, PA_ELEM, cell, element_size(c), extent(c));
    if (n->a != 0) {
        store_into(c, n->a, cell);
        return;
    }
    result_is(c, cell);
    for (uint32_t i = 0; c->result != RIR_NONE && i < c->g->nanns; i++) {
        if (c->g->anns[i].kind != RIR_ANN_LINKS || c->g->anns[i].b != n->b)
            continue;
        uint32_t earlier = pa_cell_new(c->a);
        pa_use_add(c->a, into(c, c->g->anns[i].a), PA_LOAD, earlier, c->a->ptr, 0);
        pa_use_add(c->a, earlier, PA_ELEM, c->result, element_size(c), extent(c));
    }
}

/* `to` points somewhere into what the memory at operand n leads to. */
static void behind_into(const struct call *c, int n, uint32_t to)
{
    uint32_t inside = pa_cell_new(c->a);
    pa_use_add(c->a, into(c, n), PA_LOAD, inside, c->a->ptr, 0);
    pa_use_add(c->a, inside, PA_ELEM, to, 1, -1);
}

static void result_inside(struct call *c, int n)
{
    c->explained = true;
    if (c->result != RIR_NONE)
        behind_into(c, n, c->result);
}

static void received_into(const struct call *c, int n)
{
    if (rir_func_ann(c->g, RIR_ANN_MAKES) != NULL) {
        uint32_t made = pa_cell_new(c->a);
        pa_cell_point(c->a, made, pa_fresh(c->a, c->func, c->insn), pa_off_exact(0));
        store_into(c, n, made);
        return;
    }
    for (uint32_t k = 0; k + pa_first_arg(c->in) < c->in->nargs; k++) {
        uint32_t value = c->in->args[k + pa_first_arg(c->in)];
        uint32_t at = pa_value(c->a, c->func, value);
        if (at != RIR_NONE && n > 0 && rir_ann_covers(c->g, n, rir_call_position(c->in, k)))
            pa_use_add(c->a, at, PA_STORE, pa_transit_received_into(c->a, c->func, value),
                       c->a->ptr, 0);
    }
    if (!c->a->copies_sent)
        return;
    uint32_t bytes = pa_cell_new(c->a), cell;
    pa_cell_point(c->a, bytes, c->a->transit_copy, pa_off_exact(0));
    for (uint32_t i = 0; (cell = operand(c, n, i)) != RIR_NONE; i++)
        pa_copy_add(c->a, bytes, cell, PA_OFF_MAX);
}

static void sent(const struct call *c, int n)
{
    for (uint32_t k = 0; k + pa_first_arg(c->in) < c->in->nargs; k++)
        if (n > 0 && rir_ann_covers(c->g, n, rir_call_position(c->in, k)))
            pa_transit_send(c->a, c->func, c->in->args[k + pa_first_arg(c->in)]);
}

static void sent_copy(const struct call *c, int n)
{
    uint32_t bytes = pa_cell_new(c->a), cell;
    pa_cell_point(c->a, bytes, c->a->transit_copy, pa_off_exact(0));
    for (uint32_t i = 0; (cell = operand(c, n, i)) != RIR_NONE; i++)
        pa_copy_add(c->a, cell, bytes, PA_OFF_MAX);
}

static bool is_aggregate(const struct rir_type *t)
{
    return t != NULL && (t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION);
}

/* A struct of several words, passed as the address of a copy. */
static bool is_copied_aggregate(const struct call *c, int n)
{
    for (uint32_t p = 0; p < c->g->nparams; p++) {
        uint32_t t = rir_type_strip(c->a->m, c->g->params[p].src);
        if (c->g->params[p].pos.cpos != n || t == RIR_NONE)
            continue;
        const struct rir_type *type = &c->a->m->types.data[t];
        return is_aggregate(type) && (int64_t)type->size > c->a->ptr &&
               c->g->params[p].type.cls == RIR_PTR;
    }
    return false;
}

/* The functions are the operand's own class, or, when it is a struct (sigaction), in it. */
static void callback(const struct call *c, uint32_t ann)
{
    int n = c->g->anns[ann].a;
    uint32_t cell = operand(c, n, 0);
    if (cell == RIR_NONE)
        return;
    if (is_aggregate(pointee(c, n)) || is_copied_aggregate(c, n)) {
        uint32_t copy = pa_cell_new(c->a), held = pa_cell_new(c->a);
        pa_cell_point(c->a, copy, pa_node_new(c->a, PA_MUTABLE, 0), pa_off_any());
        pa_copy_add(c->a, cell, copy, PA_OFF_MAX);
        pa_use_add(c->a, copy, PA_LOAD, held, c->a->ptr, 0);
        pa_site_add(c->a, c->func, c->insn, held, c->callee, ann, true);
    } else {
        pa_site_add(c->a, c->func, c->insn, cell, c->callee, ann, false);
        struct pa_site *site = &c->a->sites.data[c->a->sites.len - 1];
        pa_trace_functions(c->a, c->func, operand_value(c, n), &site->only);
    }
}

static void annotation(struct call *c, uint32_t index)
{
    const struct rir_ann *n = &c->g->anns[index];
    uint32_t cell;
    switch ((enum rir_ann_kind)n->kind) {
    case RIR_ANN_SENDS:
    case RIR_ANN_SENDS_IF:
        sent(c, n->a);
        break;
    case RIR_ANN_SENDS_COPY:
        sent_copy(c, n->a);
        break;
    case RIR_ANN_RECEIVES:
        c->explained = true;
        if (c->result != RIR_NONE)
            pa_transit_receive(c->a, c->func, c->in->result);
        break;
    case RIR_ANN_RECEIVES_INTO:
    case RIR_ANN_RECEIVES_INTO_IF:
        received_into(c, n->a);
        break;
    case RIR_ANN_FREEZES:
        c->explained = true;
        if (c->result != RIR_NONE)
            each(c, n->a, PA_ASSIGN, c->result, 0, 0);
        break;
    case RIR_ANN_SPAWNS:
    case RIR_ANN_SPAWNS_IF:
    case RIR_ANN_CALLS:
    case RIR_ANN_CALLS_LATER:
        callback(c, index);
        break;
    case RIR_ANN_JOINS:
    case RIR_ANN_JOINS_IF:
        if (rir_func_ann(c->g, RIR_ANN_RESULT_INTO) == NULL)
            joined(c);
        break;
    case RIR_ANN_HANDLE:
        c->explained |= n->a == 0;
        break;
    case RIR_ANN_RESULT_INTO:
        if (operand(c, n->a, 0) != RIR_NONE)
            store_into(c, n->a, pa_task_joined(c->a));
        break;
    case RIR_ANN_KEEPS:
        each(c, n->a, PA_MARK, 0, PA_ESC | kept(c, n->a), 0);
        break;
    case RIR_ANN_LINKS:
        for (uint32_t i = 0; (cell = operand(c, n->b, i)) != RIR_NONE; i++)
            each(c, n->a, PA_LINK, cell, 0, 0);
        break;
    case RIR_ANN_WRITES:
        writes(c, n->a);
        break;
    case RIR_ANN_FILLS:
        pa_fill(c->a, c->func, c->in, c->g, n, false);
        break;
    case RIR_ANN_LEAVES:
        pa_leave(c->a, c->func, c->insn, c->g, n);
        break;
    case RIR_ANN_POINTS_INTO:
        points_into(c, n);
        break;
    case RIR_ANN_RESULT_BEHIND:
        result_inside(c, n->a);
        break;
    case RIR_ANN_MALLOC:
        result_fresh(c);
        break;
    case RIR_ANN_MAPS:
        result_mapped(c, (uint32_t)n->a);
        break;
    case RIR_ANN_STARTED: /* starting it again starts nothing new (A-I18); calling it is unknown */
        c->explained |= n->a == 0;
        break;
    default: /* READS, FREES, PURE and the like move no pointer */
        break;
    }
}

/* pthread_exit and its like: their argument is the result of the task. */
static void task_exit(const struct call *c)
{
    if (rir_func_ann(c->g, RIR_ANN_ENDS_TASK) != NULL)
        pa_task_result(c->a, operand(c, 1, 0));
}

void pa_described(struct phase_a *a, uint32_t func, uint32_t insn, uint32_t callee)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    struct call c = {.a = a,
                     .func = func,
                     .insn = insn,
                     .callee = callee,
                     .in = &f->insns[insn],
                     .f = f,
                     .g = &a->m->funcs.data[callee]};
    c.result = c.in->nresults > 0 ? pa_value(a, func, c.in->result) : RIR_NONE;
    for (uint32_t i = 0; i < c.g->nanns; i++)
        annotation(&c, i);
    task_exit(&c);
    for (uint32_t i = 0; i < c.in->nresults; i++) {
        uint32_t to = pa_value(a, func, c.in->result + i);
        if (to != RIR_NONE && (!c.explained || i > 0) &&
            c.f->values[c.in->result + i].type.cls != RIR_INT)
            pa_cell_mark(a, to, PA_UNK | result_behind(&c));
    }
}

/* ---- what a callback is called with ---- */

static uint32_t pointer_params(const struct rir_module *m, const struct rir_func *f)
{
    uint32_t n = 0;
    for (uint32_t p = 0; p < f->nparams; p++)
        n += rir_may_hold_pointer(m, f->params[p].type) && f->params[p].type.cls == RIR_PTR;
    return n;
}

/* How many arguments the annotations of that operand name. */
static uint32_t named_args(const struct rir_func *g, const struct rir_ann *ann)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->nanns; i++)
        n += g->anns[i].kind == ann->kind && g->anns[i].a == ann->a && g->anns[i].b > 0;
    return n;
}

/* A described callback (free, strcmp) whose annotations would need constraints of their own. */
static bool moves_its_arguments(const struct rir_func *f)
{
    static const enum rir_ann_kind moves[] = {
        RIR_ANN_SENDS,       RIR_ANN_SENDS_IF,      RIR_ANN_SENDS_COPY,       RIR_ANN_KEEPS,
        RIR_ANN_LINKS,       RIR_ANN_RECEIVES_INTO, RIR_ANN_RECEIVES_INTO_IF, RIR_ANN_SPAWNS,
        RIR_ANN_SPAWNS_IF,   RIR_ANN_CALLS,         RIR_ANN_CALLS_LATER,      RIR_ANN_WRITES,
        RIR_ANN_RESULT_INTO, RIR_ANN_LEAVES};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (rir_func_ann(f, moves[i]) != NULL)
            return true;
    return false;
}

static bool starts_task(const struct rir_ann *ann)
{
    return ann->kind == RIR_ANN_SPAWNS || ann->kind == RIR_ANN_SPAWNS_IF;
}

/* The function of a callback may be one that we do not know. */
void pa_callback_unknown(struct phase_a *a, const struct pa_site *s)
{
    struct call c = {.a = a,
                     .func = s->func,
                     .in = &a->m->funcs.data[s->func].insns[s->insn],
                     .g = &a->m->funcs.data[s->callee]};
    each(&c, c.g->anns[s->ann].b, PA_MARK, 0, PA_ESC | PA_CODE, 0);
    a->unknown_called = true;
    if (starts_task(&c.g->anns[s->ann]))
        pa_task_unknown(a);
}

/* The parameters of `target` get operand ann->b: a task its first, a callback all pointers, which
 * also get elements of what is read or written there. Where that does not explain them they are
 * unknown. */
void pa_callback(struct phase_a *a, struct pa_site *s, uint32_t target)
{
    const struct rir_func *f = &a->m->funcs.data[s->func], *t = &a->m->funcs.data[target];
    struct call c = {.a = a,
                     .func = s->func,
                     .insn = s->insn,
                     .callee = s->callee,
                     .in = &f->insns[s->insn],
                     .f = f,
                     .g = &a->m->funcs.data[s->callee]};
    const struct rir_ann *ann = &c.g->anns[s->ann];
    bool task = starts_task(ann);
    bool elements = ann->kind == RIR_ANN_CALLS && ann->b > 0 &&
                    (rir_func_ann_at(c.g, RIR_ANN_READS, ann->b) ||
                     rir_func_ann_at(c.g, RIR_ANN_WRITES, ann->b));
    if (a->funcs[target].described || a->funcs[target].unknown) {
        if (!a->funcs[target].described || moves_its_arguments(t))
            each(&c, ann->b, PA_MARK, 0, PA_ESC | PA_CODE, 0);
        a->unknown_called |= a->funcs[target].unknown;
        if (task && a->funcs[target].unknown)
            pa_task_unknown(a);
        return;
    }
    if (task)
        pa_task_starts(a, target, RIR_NONE);
    uint32_t element = elements ? into(&c, ann->b) : RIR_NONE;
    bool enough = elements || pointer_params(a->m, t) <= (task ? ann->b > 0 : named_args(c.g, ann));
    for (uint32_t p = 0; p < t->nparams; p++) {
        uint32_t to = pa_value(a, target, t->params[p].value);
        if (to == RIR_NONE)
            continue;
        bool gets = ann->b > 0 && (!task || t->params[p].pos.cpos == 1);
        if (gets)
            each(&c, ann->b, PA_ASSIGN, to, 0, 0);
        pa_assign(a, element, to);
        if (element != RIR_NONE && rir_func_ann_at(c.g, RIR_ANN_RESULT_BEHIND, ann->b))
            behind_into(&c, ann->b, to);
        if (t->params[p].type.cls == RIR_PTR && !(task ? gets : enough))
            pa_cell_mark(a, to, PA_UNK | PA_CODE);
    }
}
