/* Elements: what a task does with the element of an array that it was lent.
 *
 * It writes members of its own element, and now and then of a neighbour: by the index, by bytes, in
 * a loop that moves a pointer, in a helper that is given the element or a member of it, or through
 * a pointer that lies in the element and leads to another one or to what other elements lead to,
 * too. Main lends elements that have neighbours on both sides (gen_lent.c), so one step stays in
 * the array. A solver that takes a neighbour, or all of the array, for the element says "proved".
 */
#include "gen_int.h"

static uint32_t bytes_on(struct body *b, uint32_t p, uint32_t n)
{
    struct rir_scalar t = ptr_scalar();
    return emit(b, (struct rir_insn){.op = RIR_OFFSET, ARGS(p, n)}, &t);
}

/* A field of that kind, or any number of fields from a random one on; nfields: there is none. */
static unsigned field_of(struct gen *g, enum shape s, enum field_kind kind)
{
    unsigned n = layouts[s].nfields, first = gen_below(g, n);
    for (unsigned i = 0; i < n; i++)
        if (layouts[s].fields[(first + i) % n].kind == kind)
            return (first + i) % n;
    return n;
}

/* 0 or 1, as the input says. */
static uint32_t bit(struct body *b)
{
    uint32_t one = emit_const(b, 1);
    return emit_bin(b, RIR_B_AND, emit_input(b), one);
}

/* One element on or back, or, where a number from outside is 0, none. */
static uint32_t variable_step(struct body *b, enum shape s, uint32_t p)
{
    uint32_t by = bit(b), zero = emit_const(b, 0);
    if (gen_chance(b->g, 50))
        by = emit_bin(b, RIR_B_SUB, zero, by);
    if (gen_chance(b->g, 70))
        return emit_elem(b, p, by, s);
    uint32_t size = emit_const(b, layouts[s].size);
    return bytes_on(b, p, emit_bin(b, RIR_B_MUL, by, size));
}

static uint32_t neighbour(struct body *b, enum shape s, uint32_t p)
{
    struct gen *g = b->g;
    int64_t by = gen_chance(g, 50) ? 1 : -1;
    struct rir_scalar t = ptr_scalar();
    switch (gen_below(g, 4)) {
    case 0:
        return emit_elem(b, p, emit_const(b, by), s);
    case 1:
        return bytes_on(b, p, emit_const(b, by * layouts[s].size));
    case 2:
        return emit(b,
                    (struct rir_insn){.op = RIR_FIELD,
                                      .ref = RIR_NONE,
                                      .field = RIR_NONE,
                                      .imm = by * layouts[s].size,
                                      ARGS(p)},
                    &t);
    default:
        return b->role == ROLE_LEAF ? p : variable_step(b, s, p);
    }
}

/* From the member to the struct around it, and on from there. */
static uint32_t around_member(struct body *b, uint32_t box)
{
    uint32_t pair = emit_field(b, box, BOX, 1);
    uint32_t back = bytes_on(b, pair, emit_const(b, -16));
    return gen_chance(b->g, 50) ? back : neighbour(b, BOX, back);
}

/* The row of a rack is used up to its end, and not beyond. */
static void write_row(struct body *b, uint32_t rack)
{
    struct gen *g = b->g;
    uint32_t row = emit_field(b, rack, RACK, 1), three = emit_const(b, 3);
    struct rir_scalar p = ptr_scalar();
    if (gen_chance(g, 30)) {
        uint32_t zero = rir_build_const(b->b, int_scalar(8), 0);
        uint32_t n = emit_bin(b, RIR_B_AND, some_integer(b), three);
        emit(b, (struct rir_insn){.op = RIR_FILL, ARGS(row, zero, n)}, NULL);
        return;
    }
    uint32_t i = gen_chance(g, 50) ? emit_const(b, gen_below(g, 4))
                                   : emit_bin(b, RIR_B_AND, some_integer(b), three);
    uint32_t at =
        emit(b,
             (struct rir_insn){
                 .op = RIR_ELEM, .ref = RIR_NONE, .imm = 4, .flags = RIR_IN_ARRAY, ARGS(row, i)},
             &p);
    emit_write(b, at, some_integer(b));
}

static void write_member(struct body *b, enum shape s, uint32_t p)
{
    struct gen *g = b->g;
    if (s == RACK && gen_chance(g, 50)) {
        write_row(b, p);
        return;
    }
    if (s == BOX && gen_chance(g, 50)) {
        unsigned f = gen_below(g, 2);
        uint32_t in = emit_field(b, p, BOX, f);
        emit_write(b, emit_field(b, in, f == 0 ? CELL : PAIR, 0), some_integer(b));
        return;
    }
    unsigned f = field_of(g, s, F_INT);
    emit_write(b, layouts[s].fields[f].offset == 0 ? p : emit_field(b, p, s, f), some_integer(b));
}

/* All of it, or of two elements. */
static void fill(struct body *b, enum shape s, uint32_t p)
{
    uint32_t zero = rir_build_const(b->b, int_scalar(8), 0);
    uint32_t n = emit_const(b, layouts[s].size * (gen_chance(b->g, 30) ? 2 : 1));
    if (gen_chance(b->g, 30))
        n = emit_bin(b, RIR_B_MUL, n, some_integer(b));
    emit(b, (struct rir_insn){.op = RIR_FILL, ARGS(p, zero, n)}, NULL);
}

/* for (i = 0; i < rounds; i++, p += by) write; */
static void walk(struct body *b, enum shape s, uint32_t p)
{
    uint32_t scope = b->vars.len, at, next;
    struct loop l = loop_carrying(b, 1 + gen_below(b->g, 2), p, &at, &next);
    write_member(b, s, at);
    uint32_t by = emit_const(b, gen_chance(b->g, 50) ? 1 : -1);
    rir_build_bind(b->b, next);
    emit_elem(b, at, by, s);
    loop_end(b, &l);
    b->vars.len = scope;
}

static uint32_t unless_null(struct body *b, uint32_t v, enum shape s)
{
    uint32_t own = fresh_object(b, s), null = emit_null(b);
    return emit_select(b, emit_cmp(b, RIR_P_EQ, v, null, true), own, v, true);
}

/* What a pointer in the element leads to. */
static void write_below(struct body *b, enum shape s, uint32_t p)
{
    unsigned f = field_of(b->g, s, F_PTR);
    uint32_t in = p;
    if (s == BOX) {
        in = emit_field(b, p, BOX, 1);
        s = PAIR;
        f = 1 + gen_below(b->g, 2);
    }
    if (f == layouts[s].nfields)
        return;
    enum shape to = (enum shape)layouts[s].fields[f].to;
    uint32_t v = unless_null(b, emit_load(b, emit_field(b, in, s, f)), to);
    write_member(b, to, v);
    remember(b, v, to, true);
}

static void call_step(struct body *b, enum shape s, uint32_t p)
{
    struct gen *g = b->g;
    enum shape to = s;
    if (s == BOX && gen_chance(g, 50)) {
        unsigned f = gen_below(g, 2);
        to = f == 0 ? CELL : PAIR;
        p = emit_field(b, p, BOX, f);
    }
    for (uint32_t i = 0; i < g->steps.len; i++)
        if (g->steps.data[i].arg == to)
            emit_call(b, g->steps.data[i].index, &p, 1, INTEGER, false);
}

/* The element, or one beside it, perhaps out of a variable. */
static uint32_t some_element(struct body *b, enum shape s, uint32_t p)
{
    struct gen *g = b->g;
    uint32_t q = gen_chance(g, 35) ? neighbour(b, s, p) : p;
    if (s == BOX && gen_chance(g, 20))
        q = around_member(b, p);
    if (gen_chance(g, 15) && b->role != ROLE_LEAF) {
        uint32_t zero = emit_const(b, 0);
        q = emit_select(b, emit_cmp(b, RIR_P_EQ, emit_input(b), zero, false), p, q, true);
    }
    if (gen_chance(g, 15)) {
        uint32_t slot = emit_stack(b, CELL_PTR);
        emit_store(b, slot, q);
        q = emit_load(b, slot);
    }
    return q;
}

static void one_op(struct body *b, enum shape s, uint32_t p)
{
    switch (gen_below(b->g, 10)) {
    case 0:
    case 1:
    case 2:
    case 3:
        write_member(b, s, some_element(b, s, p));
        break;
    case 4:
        walk(b, s, some_element(b, s, p));
        break;
    case 5:
        fill(b, s, p);
        break;
    case 6:
        if (b->role != ROLE_LEAF)
            call_step(b, s, some_element(b, s, p));
        break;
    default:
        write_below(b, s, gen_chance(b->g, 85) ? p : some_element(b, s, p));
        break;
    }
}

void gen_step_body(struct body *b, enum shape s)
{
    uint32_t p = rir_build_param(b->b, 0);
    for (unsigned n = 1 + gen_below(b->g, 2); n > 0; n--)
        one_op(b, s, p);
    emit_ret(b, emit_const(b, 0));
}

void gen_worker_body(struct body *b, enum shape s)
{
    uint32_t p = rir_build_param(b->b, 0);
    for (unsigned n = 1 + gen_below(b->g, 3); n > 0; n--)
        one_op(b, s, p);
    if (gen_chance(b->g, 30)) {
        remember(b, p, s, true);
        gen_statements(b, 1 + gen_below(b->g, 3));
    }
    emit_ret(b, emit_null(b));
}
