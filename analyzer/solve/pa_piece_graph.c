/* The graph of moves: which value, result or place gets a number from which.
 *
 * Arithmetic of every kind moves, comparisons do not. The numbers that a described function returns
 * may be made of those it is given (ldexp, ffs); in memory it moves what its annotations say and no
 * numbers (A-I15). */
#include "solve/pa_piece.h"

#include <string.h>

/* ---- points ---- */

static uint32_t point_of(const struct piece_graph *g, uint32_t func, uint32_t value)
{
    return g->a->value_base[func] + value;
}

static const struct rir_insn *shape_of(const struct phase_a *a, const struct pa_hub *h)
{
    const struct pa_site *s = &a->sites.data[h->site];
    return &a->m->funcs.data[s->func].insns[s->insn];
}

static void number_points(struct piece_graph *g)
{
    struct phase_a *a = g->a;
    uint32_t n = 0, nf = a->m->funcs.len;
    g->ret_base = vec_reserve(NULL, 0, &(uint32_t){0}, nf + 1, sizeof *g->ret_base);
    g->hub_base = vec_reserve(NULL, 0, &(uint32_t){0}, a->hubs.len + 1, sizeof *g->hub_base);
    if (nf > 0)
        n = a->value_base[nf - 1] + a->m->funcs.data[nf - 1].nvalues;
    g->first_ret = n;
    for (uint32_t f = 0; f < nf; f++) {
        g->ret_base[f] = n;
        n += a->funcs[f].nret + 1;
    }
    g->first_hub = n;
    for (uint32_t h = 0; h < a->hubs.len; h++) {
        const struct rir_insn *in = shape_of(a, &a->hubs.data[h]);
        g->hub_base[h] = n;
        n += in->nargs - pa_first_arg(in) + in->nresults;
    }
    g->first_note = n;
    n += a->notes.len;
    g->comes.data = vec_reserve(NULL, 0, &g->comes.cap, n + 1, 1);
    g->goes.data = vec_reserve(NULL, 0, &g->goes.cap, n + 1, 1);
    g->comes.len = g->goes.len = n;
    memset(g->comes.data, 0, n + 1);
    memset(g->goes.data, 0, n + 1);
}

/* The last i with base[i] <= point. */
static uint32_t owner(const uint32_t *base, uint32_t n, uint32_t point)
{
    uint32_t lo = 0, hi = n;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        *(base[mid] <= point ? &lo : &hi) = mid;
    }
    return lo;
}

uint32_t piece_cell(const struct piece_graph *g, uint32_t point)
{
    struct phase_a *a = g->a;
    uint32_t nf = a->m->funcs.len;
    if (point < g->first_ret) {
        uint32_t f = owner(a->value_base, nf, point);
        return pa_value(a, f, point - a->value_base[f]);
    }
    if (point < g->first_hub) {
        uint32_t f = owner(g->ret_base, nf, point), i = point - g->ret_base[f];
        return i < a->funcs[f].nret ? a->funcs[f].ret + i : a->funcs[f].va_cell;
    }
    if (point < g->first_note) { /* a hub's results follow its arguments */
        uint32_t h = owner(g->hub_base, a->hubs.len, point);
        return a->hubs.data[h].args + (point - g->hub_base[h]);
    }
    return a->notes.data[point - g->first_note].cell;
}

/* ---- values ---- */

static struct rir_scalar type_of(const struct piece_graph *g, uint32_t func, uint32_t value)
{
    return g->a->m->funcs.data[func].values[value].type;
}

static bool is_narrow(const struct piece_graph *g, uint32_t func, uint32_t value)
{
    return !rir_may_hold_pointer(g->a->m, type_of(g, func, value));
}

static bool is_number(const struct piece_graph *g, uint32_t func, uint32_t value)
{
    const struct rir_value *v = &g->a->m->funcs.data[func].values[value];
    return v->type.cls != RIR_PTR && (v->kind == RIR_V_INSN || v->kind == RIR_V_PARAM);
}

void piece_edge(struct piece_graph *g, uint32_t from, uint32_t to, bool add)
{
    vec_push(&g->edges.from, from);
    vec_push(&g->edges.to, to);
    vec_push(&g->edges.add, add);
}

void piece_escapes(struct piece_graph *g, uint32_t point, uint32_t marks)
{
    g->goes.data[point] = 1;
    vec_push(&g->escapes, point);
    vec_push(&g->escapes_marks, marks & (PA_ESC | PA_LIB | PA_CODE));
}

void piece_unknown(struct piece_graph *g, uint32_t point, uint32_t marks)
{
    g->comes.data[point] = 1;
    vec_push(&g->unknown, point);
    vec_push(&g->unknown_marks, marks & (PA_UNK | PA_LIB | PA_CODE));
}

static void move(struct piece_graph *g, uint32_t func, uint32_t from, uint32_t to, bool add)
{
    if (is_number(g, func, from) && is_number(g, func, to))
        piece_edge(g, point_of(g, func, from), point_of(g, func, to),
                   add || is_narrow(g, func, from) || is_narrow(g, func, to));
}

static void wanted(struct piece_graph *g, uint32_t func, uint32_t value)
{
    if (is_number(g, func, value))
        g->goes.data[point_of(g, func, value)] = 1;
}

static void unknown(struct piece_graph *g, uint32_t func, uint32_t value, uint32_t marks)
{
    uint32_t p = point_of(g, func, value);
    if (!is_number(g, func, value) || !is_narrow(g, func, value))
        return;
    piece_unknown(g, p, marks);
}

/* Code that we do not know is given operands, and makes the results of what it has. */
static void outside(struct piece_graph *g, uint32_t func, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nresults; i++)
        unknown(g, func, in->result + i, PA_UNK | PA_CODE);
    for (uint32_t i = 0; i < in->nargs; i++) {
        if (!is_number(g, func, in->args[i]))
            continue;
        piece_escapes(g, point_of(g, func, in->args[i]), PA_ESC | PA_CODE);
    }
}

static void arithmetic(struct piece_graph *g, uint32_t func, const struct rir_insn *in)
{
    bool shift = in->sub == RIR_B_SHL || in->sub == RIR_B_LSHR || in->sub == RIR_B_ASHR;
    bool kept = in->sub == RIR_B_ADD || in->sub == RIR_B_OR || in->sub == RIR_B_XOR;
    move(g, func, in->args[0], in->result, !kept && !shift);
    move(g, func, in->args[1], in->result, !kept);
}

static void convert(struct piece_graph *g, uint32_t func, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nargs; i++) {
        move(g, func, in->args[i], in->result, false);
        if (type_of(g, func, in->result).cls == RIR_PTR)
            wanted(g, func, in->args[i]);
    }
}

/* ---- memory ---- */

/* May bytes of it come from outside? (A-I28) */
static bool is_filled(const struct phase_a *a, const struct pa_place *p)
{
    const struct pa_node *n = &a->nodes.data[p->root];
    struct pa_place filled = {p->root, n->filled, n->nfilled};
    return n->nfilled != 0 && pa_place_meets(&filled, p);
}

/* Does the cell hold a pointer to anything, be it an object or a function? */
static bool refers(struct phase_a *a, uint32_t cell)
{
    struct pa_place at;
    return cell != RIR_NONE && (pa_place_at(a, cell, 0, &at) || pa_code(a, cell)->n != 0);
}

static void read_at(struct piece_graph *g, uint32_t func, uint32_t address, uint32_t result)
{
    struct phase_a *a = g->a;
    struct piece_access r = {.point = point_of(g, func, result)};
    int64_t bytes = rir_scalar_bytes(type_of(g, func, result));
    if (!is_narrow(g, func, result) || !pa_place_at(a, pa_value(a, func, address), bytes, &r.place))
        return;
    uint32_t marks = pa_content_marks(a, r.place.root);
    marks |= is_filled(a, &r.place) ? PA_UNK | PA_LIB : 0;
    if ((marks & PA_UNK) != 0)
        unknown(g, func, result, marks);
    for (uint32_t i = 0, held; pa_place_next_slot(a, &r.place, &i, &held);)
        if (refers(a, held))
            g->comes.data[r.point] = 1;
    vec_push(&g->reads, r);
}

static void write_at(struct piece_graph *g, uint32_t func, uint32_t address, uint32_t value,
                     int64_t bytes)
{
    struct pa_place p;
    if (!is_number(g, func, value))
        return;
    if (!is_narrow(g, func, value))
        wanted(g, func, value);
    else if (pa_place_at(g->a, pa_value(g->a, func, address), bytes, &p))
        piece_write(g, point_of(g, func, value), &p);
}

static void write_value(struct piece_graph *g, uint32_t func, uint32_t address, uint32_t value)
{
    write_at(g, func, address, value, rir_scalar_bytes(type_of(g, func, value)));
}

/* ---- calls ---- */

/* Operand i of a call, or the point that stands for it in a hub. */
struct passing {
    uint32_t func, hub;
    const struct rir_insn *in;
};

static void pass(struct piece_graph *g, const struct passing *p, uint32_t i, uint32_t callee)
{
    const struct rir_func *f = &g->a->m->funcs.data[callee];
    uint32_t value = p->in->args[pa_first_arg(p->in) + i], from = point_of(g, p->func, value);
    bool fixed = false;
    if (p->hub != RIR_NONE)
        from = g->hub_base[p->hub] + i;
    else if (!is_number(g, p->func, value))
        return;
    for (uint32_t k = 0; k < f->nparams; k++) {
        if (f->params[k].pos.cpos != rir_call_position(p->in, i))
            continue;
        fixed = true;
        if (f->params[k].value != RIR_NONE && is_number(g, callee, f->params[k].value))
            piece_edge(g, from, point_of(g, callee, f->params[k].value), true);
    }
    if (fixed)
        return;
    piece_edge(g, from, g->ret_base[callee] + g->a->funcs[callee].nret, true);
}

static void call_of(struct piece_graph *g, const struct passing *p, uint32_t callee)
{
    const struct phase_a *a = g->a;
    const struct pa_func *f = &a->funcs[callee];
    uint32_t nargs = p->in->nargs - pa_first_arg(p->in);
    for (uint32_t i = 0; i < nargs; i++)
        pass(g, p, i, callee);
    for (uint32_t i = 0; i < p->in->nresults; i++)
        for (uint32_t r = 0; r < f->nret; r++)
            if (r == i || p->in->nresults != f->nret)
                piece_edge(g, g->ret_base[callee] + r,
                           p->hub != RIR_NONE ? g->hub_base[p->hub] + nargs + i
                                              : point_of(g, p->func, p->in->result + i),
                           true);
}

/* A number that is told to somebody outside (A-I29). */
static void told(struct piece_graph *g, uint32_t func, uint32_t value)
{
    if (!is_number(g, func, value))
        return;
    piece_escapes(g, point_of(g, func, value), PA_ESC | PA_LIB);
}

static void outside_by(struct piece_graph *g, uint32_t func, const struct rir_insn *in,
                       const struct rir_func *callee, const struct rir_ann *n)
{
    bool number = n->kind == RIR_ANN_FILLS && n->a == 0 && g->a->comes_back;
    for (uint32_t r = 0; number && r < in->nresults; r++)
        unknown(g, func, in->result + r, PA_UNK | PA_LIB);
    for (uint32_t i = pa_first_arg(in); n->kind == RIR_ANN_LEAVES && i < in->nargs; i++)
        if (rir_ann_covers(callee, n->a, rir_call_position(in, i - pa_first_arg(in))))
            told(g, func, in->args[i]);
}

static void described(struct piece_graph *g, uint32_t func, const struct rir_insn *in,
                      const struct rir_func *callee)
{
    for (uint32_t i = 0; i < callee->nanns; i++)
        outside_by(g, func, in, callee, &callee->anns[i]);
    for (uint32_t i = pa_first_arg(in); i < in->nargs; i++)
        for (uint32_t r = 0; r < in->nresults; r++)
            move(g, func, in->args[i], in->result + r, true);
}

static void call_one(struct piece_graph *g, const struct passing *p, uint32_t callee)
{
    const struct pa_func *f = &g->a->funcs[callee];
    bool defined = (g->a->m->funcs.data[callee].flags & RIR_FUNC_DEFINED) != 0;
    if (f->described)
        described(g, p->func, p->in, &g->a->m->funcs.data[callee]);
    else if (f->unknown)
        outside(g, p->func, p->in);
    else if (f->alias != RIR_NONE && !defined)
        call_one(g, p, f->alias);
    else
        call_of(g, p, callee);
}

static void call_through(struct piece_graph *g, uint32_t func, uint32_t insn)
{
    struct phase_a *a = g->a;
    struct passing p = {func, RIR_NONE, &a->m->funcs.data[func].insns[insn]};
    uint32_t s;
    if (!map_get(&a->site_of, pa_key(func, insn), &s))
        return;
    const struct pa_site *site = &a->sites.data[s];
    if (pa_site_open(a, site))
        outside(g, func, p.in);
    for (uint32_t i = 0; i < site->funcs.len; i++)
        call_one(g, &p, site->funcs.data[i]);
    for (uint32_t i = 0; i < site->given.len; i++)
        call_one(g, &p, site->given.data[i]);
    if (site->hub == RIR_NONE)
        return;
    uint32_t nargs = p.in->nargs - pa_first_arg(p.in), base = g->hub_base[site->hub];
    for (uint32_t i = 0; i < nargs; i++)
        if (is_number(g, func, p.in->args[pa_first_arg(p.in) + i]))
            piece_edge(g, point_of(g, func, p.in->args[pa_first_arg(p.in) + i]), base + i, true);
    for (uint32_t i = 0; i < p.in->nresults; i++)
        piece_edge(g, base + nargs + i, point_of(g, func, p.in->result + i), true);
}

static void hub_calls(struct piece_graph *g)
{
    for (uint32_t h = 0; h < g->a->hubs.len; h++) {
        const struct pa_hub *hub = &g->a->hubs.data[h];
        struct passing p = {g->a->sites.data[hub->site].func, h, shape_of(g->a, hub)};
        for (uint32_t i = 0; i < hub->funcs.len; i++)
            call_of(g, &p, hub->funcs.data[i]);
    }
}

static void returns(struct piece_graph *g, uint32_t func, const struct rir_insn *in)
{
    uint32_t nret = g->a->funcs[func].nret;
    for (uint32_t i = 0; i < in->nargs; i++)
        for (uint32_t r = 0; r < nret && is_number(g, func, in->args[i]); r++)
            if (r == i || in->nargs != nret)
                piece_edge(g, point_of(g, func, in->args[i]), g->ret_base[func] + r, true);
}

/* ---- everything ---- */

static void instruction(struct piece_graph *g, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &g->a->m->funcs.data[func].insns[insn];
    int64_t size;
    switch ((enum rir_op)in->op) {
    case RIR_READ:
        read_at(g, func, in->args[0], in->result);
        break;
    case RIR_STORE:
    case RIR_WRITE:
        write_value(g, func, in->args[0], in->args[1]);
        break;
    case RIR_FILL:
        if (!pa_const(&g->a->m->funcs.data[func], in->args[2], &size) || size < 0)
            size = PA_OFF_MAX;
        write_at(g, func, in->args[0], in->args[1], size);
        break;
    case RIR_RMW:
        read_at(g, func, in->args[0], in->result);
        write_value(g, func, in->args[0], in->args[1]);
        break;
    case RIR_CAS:
        read_at(g, func, in->args[0], in->result);
        write_value(g, func, in->args[0], in->args[2]);
        break;
    case RIR_PHI:
    case RIR_SELECT:
        for (uint32_t i = in->op == RIR_SELECT; i < in->nargs; i++)
            move(g, func, in->args[i], in->result, false);
        break;
    case RIR_BIN:
        arithmetic(g, func, in);
        break;
    case RIR_UN:
        convert(g, func, in);
        break;
    case RIR_CALL:
        call_one(g, &(struct passing){func, RIR_NONE, in}, in->ref);
        call_through(g, func, insn);
        break;
    case RIR_CALLI:
        call_through(g, func, insn);
        break;
    case RIR_RET:
        returns(g, func, in);
        break;
    case RIR_OPAQUE:
        outside(g, func, in);
        break;
    case RIR_VAARG:
        unknown(g, func, in->result, PA_UNK | PA_CODE);
        break;
    default: /* copies are listed apart; LOAD gives words; the others move no number */
        break;
    }
}

/* Words that are a pointer; and what code that we do not know passes and gets. */
static void sources(struct piece_graph *g, uint32_t func)
{
    struct phase_a *a = g->a;
    const struct rir_func *f = &a->m->funcs.data[func];
    for (uint32_t v = 0; v < f->nvalues; v++)
        if (is_number(g, func, v) && !is_narrow(g, func, v) && refers(a, pa_value(a, func, v)))
            g->comes.data[point_of(g, func, v)] = 1;
    if (!a->funcs[func].escaped)
        return;
    for (uint32_t p = 0; p < f->nparams; p++)
        if (f->params[p].value != RIR_NONE)
            unknown(g, func, f->params[p].value, PA_UNK | PA_CODE);
    for (uint32_t r = 0; r < a->funcs[func].nret; r++)
        g->goes.data[g->ret_base[func] + r] = 1;
}

/* Those that are no pointers (C11's) are told to whoever joins the task. */
static void results_of_tasks(struct piece_graph *g)
{
    for (uint32_t i = 0; i < g->a->tasks.len; i++) {
        uint32_t f = g->a->tasks.data[i].func;
        for (uint32_t r = 0; f != phase_a_outside(g->a) && r < g->a->funcs[f].nret; r++) {
            if (rir_may_hold_pointer(g->a->m, g->a->m->funcs.data[f].results[r]))
                continue;
            piece_escapes(g, g->ret_base[f] + r, PA_ESC | PA_LIB);
        }
    }
}

void piece_graph_build(struct piece_graph *g, struct phase_a *a, const uint64_t *reached)
{
    *g = (struct piece_graph){.a = a};
    number_points(g);
    piece_notes_move(g);
    for (uint32_t f = 0; f < a->m->funcs.len; f++) {
        if (a->funcs[f].described || !pa_bit(reached, f))
            continue;
        sources(g, f);
        for (uint32_t i = 0; i < a->m->funcs.data[f].ninsns; i++)
            instruction(g, f, i);
        g->goes.data[g->ret_base[f] + a->funcs[f].nret] = 1;
    }
    hub_calls(g);
    results_of_tasks(g);
    piece_notes_copy(g);
}

void piece_graph_free(struct piece_graph *g)
{
    vec_release(g->ret_base);
    vec_release(g->hub_base);
    vec_free(&g->edges.from);
    vec_free(&g->edges.to);
    vec_free(&g->edges.add);
    vec_free(&g->reads);
    vec_free(&g->writes);
    vec_free(&g->unknown);
    vec_free(&g->unknown_marks);
    vec_free(&g->escapes_marks);
    vec_free(&g->escapes);
    vec_free(&g->comes);
    vec_free(&g->goes);
    map_free(&g->notes_of);
}
