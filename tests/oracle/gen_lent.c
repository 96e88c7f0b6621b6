/* Main lends elements of an array, one each, and joins.
 *
 * The array is static, mostly; before the start its elements are given pointers: to objects of
 * their own, to one that they share, to each other, to static ones. The elements that are lent are
 * said by constants, by a number from outside or by the counter of a loop. While the tasks run,
 * main may write other elements, or put into them what the lent ones lead to. */
#include "gen_int.h"

struct array {
    uint32_t base;
    enum shape element;
};

static bool choose_array(struct body *b, struct array *a)
{
    struct gen *g = b->g;
    const struct gglobal *v = &g->globals.data[g->globals.len - 1 - gen_below(g, 2)];
    enum shape s = (enum shape)v->shape;
    a->element = element_of(s);
    if (gen_chance(g, 80)) {
        a->base = rir_build_global(b->b, v->index, 0);
    } else {
        a->base = gen_chance(g, 50) ? emit_stack(b, s) : emit_heap(b, s);
        emit_zero(b, a->base, s);
    }
    return a->element != VOID;
}

static uint32_t constant_element(struct body *b, const struct array *a, unsigned first, unsigned n)
{
    uint32_t i = emit_const(b, first + gen_below(b->g, n));
    return emit_elem(b, a->base, i, a->element);
}

/* A pointer in an element; *to: the shape that it points to. RIR_NONE: there is none. */
static uint32_t pointer_in(struct body *b, enum shape s, uint32_t p, enum shape *to)
{
    unsigned f = gen_below(b->g, 4);
    if (s == BOX) {
        p = emit_field(b, p, BOX, 1);
        s = PAIR;
    }
    for (unsigned i = 0; i < layouts[s].nfields; i++) {
        const struct field *at = &layouts[s].fields[(f + i) % layouts[s].nfields];
        *to = (enum shape)at->to;
        if (at->kind == F_PTR)
            return emit_field(b, p, s, (f + i) % layouts[s].nfields);
    }
    return RIR_NONE;
}

static uint32_t new_block_of(struct body *b, enum shape s)
{
    uint32_t p = emit_heap(b, s);
    emit_zero(b, p, s);
    return p;
}

/* What an element is given: something new, or another element, or what is at hand. */
static uint32_t something(struct body *b, const struct array *a, enum shape to)
{
    struct gen *g = b->g;
    if (to == a->element && gen_chance(g, 60))
        return constant_element(b, a, 0, ELEMENTS);
    return gen_chance(g, 60) ? new_block_of(b, to) : some_pointer(b, to);
}

/* for (i = 0; i < 4; i++) a[i].p = malloc(...); or the same object for all of them. */
static void link_all(struct body *b, const struct array *a)
{
    struct gen *g = b->g;
    enum shape to;
    bool shared = gen_chance(g, 25);
    uint32_t scope = b->vars.len, probe = RIR_NONE;
    if (shared) {
        uint32_t at = pointer_in(b, a->element, a->base, &to);
        probe = at == RIR_NONE ? RIR_NONE : something(b, a, to);
    }
    struct loop l = loop_begin(b, ELEMENTS);
    enum shape here;
    uint32_t at = pointer_in(b, a->element, emit_elem(b, a->base, l.counter, a->element), &here);
    if (at != RIR_NONE)
        emit_store(b, at,
                   shared && probe != RIR_NONE && here == to ? probe : new_block_of(b, here));
    loop_end(b, &l);
    b->vars.len = scope;
}

static void link_one(struct body *b, const struct array *a)
{
    enum shape to;
    uint32_t at = pointer_in(b, a->element, constant_element(b, a, 0, ELEMENTS), &to);
    if (at == RIR_NONE)
        return;
    if (gen_chance(b->g, 30)) { /* what another element has, if it is of that shape */
        enum shape other;
        uint32_t from = pointer_in(b, a->element, constant_element(b, a, 0, ELEMENTS), &other);
        if (other == to) {
            emit_store(b, at, emit_load(b, from));
            return;
        }
    }
    emit_store(b, at, something(b, a, to));
}

static void link_some(struct body *b, const struct array *a)
{
    if (gen_chance(b->g, 60))
        link_all(b, a);
    for (unsigned n = gen_below(b->g, 3); n > 0; n--)
        link_one(b, a);
}

/* Position of an element's shape in the lists of functions. */
static uint32_t position(const struct gen *g, enum shape s)
{
    uint32_t i = 0;
    while (g->workers.data[i].arg != s)
        i++;
    return i;
}

static uint32_t worker(const struct gen *g, enum shape s)
{
    return g->workers.data[position(g, s)].index;
}

static uint32_t start(struct body *b, uint32_t task, uint32_t arg)
{
    if (gen_chance(b->g, 70))
        return gen_start_insn(b, task, arg);
    uint32_t slot =
        emit(b, (struct rir_insn){.op = RIR_STACK, .imm = 8}, &(struct rir_scalar){64, RIR_PTR});
    uint32_t args[3] = {slot, rir_build_func(b->b, task), arg};
    emit_call(b, gen_chance(b->g, 50) ? b->g->create : b->g->starter, args, 3, VOID, false);
    return gen_load_handle(b, slot);
}

/* What the task returns is nothing that main knows. */
static void join(struct body *b, uint32_t handle)
{
    struct rir_scalar t = ptr_scalar();
    emit(b, (struct rir_insn){.op = RIR_JOIN, ARGS(handle)}, &t);
}

static void meanwhile(struct body *b, const struct array *a)
{
    struct gen *g = b->g;
    if (gen_chance(g, 12))
        link_one(b, a);
    if (gen_chance(g, 30)) {
        uint32_t p = constant_element(b, a, 0, ELEMENTS);
        unsigned f = layouts[a->element].nfields - 1;
        while (f > 0 && layouts[a->element].fields[f].kind != F_INT)
            f--;
        if (layouts[a->element].fields[f].kind == F_INT)
            emit_write(b, f == 0 ? p : emit_field(b, p, a->element, f), some_integer(b));
    }
    if (gen_chance(g, 8))
        gen_statements(b, 1);
    if (gen_chance(g, 40))
        gen_callbacks(b);
}

/* One or two by constants, or one that the input says. */
static void lend_some(struct body *b, const struct array *a)
{
    struct gen *g = b->g;
    uint32_t task = worker(g, a->element), handles[2], n = 1 + gen_below(g, 2);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t p = constant_element(b, a, 1, 2);
        if (gen_chance(g, 20)) {
            uint32_t one = emit_const(b, 1);
            uint32_t k = emit_bin(b, RIR_B_AND, emit_input(b), one);
            p = emit_elem(b, a->base, emit_bin(b, RIR_B_ADD, k, one), a->element);
        } else if (gen_chance(g, 10)) {
            p = a->base;
        }
        handles[i] = start(b, task, p);
        meanwhile(b, a);
        if (gen_chance(g, 40)) {
            join(b, handles[i]);
            handles[i] = RIR_NONE;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (handles[i] != RIR_NONE && !gen_chance(g, 10))
            join(b, handles[i]);
}

/* for (i = 1; i < 3; i++) start(&a[i]); ... for (i = 1; i < 3; i++) join; or all four, or a[i + 1]
 */
static void lend_each(struct body *b, const struct array *a)
{
    struct gen *g = b->g;
    struct rir_scalar t = ptr_scalar();
    uint32_t handles = emit(b, (struct rir_insn){.op = RIR_STACK, .imm = 8 * ELEMENTS}, &t);
    bool all = gen_chance(g, 30), sum = !all && gen_chance(g, 20);
    int64_t first = all || sum ? 0 : 1, end = all ? ELEMENTS : sum ? 2 : 3;
    uint32_t scope = b->vars.len;
    struct loop l = for_begin(b, first, end);
    uint32_t at = emit_word(b, handles, l.counter);
    uint32_t one = emit_const(b, 1);
    uint32_t i = sum ? emit_bin(b, RIR_B_ADD, l.counter, one) : l.counter;
    uint32_t p = emit_elem(b, a->base, i, a->element);
    emit_store(b, at, start(b, worker(g, a->element), p));
    for_end(b, &l);
    b->vars.len = scope;
    meanwhile(b, a);
    scope = b->vars.len;
    l = for_begin(b, first, end);
    join(b, gen_load_handle(b, emit_word(b, handles, l.counter)));
    for_end(b, &l);
    b->vars.len = scope;
}

void gen_lender_body(struct body *b, enum shape s)
{
    struct array a = {rir_build_param(b->b, 0), s};
    lend_each(b, &a);
    emit_ret(b, emit_const(b, 0));
}

void gen_lent(struct body *b)
{
    struct array a;
    if (!choose_array(b, &a))
        return;
    link_some(b, &a);
    if (gen_chance(b->g, 15))
        emit_call(b, b->g->lenders.data[position(b->g, a.element)].index, &a.base, 1, INTEGER,
                  false);
    else if (gen_chance(b->g, 50))
        lend_some(b, &a);
    else
        lend_each(b, &a);
    meanwhile(b, &a);
}
