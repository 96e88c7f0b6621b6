/* Trails: a pointer to a global travels through slots before something is written through it.
 *
 * A few slots that hold pointers to cells (variables, members of one object, elements of an array),
 * a few cells of the task's own and one that is global; then stores, copies, stores through one of
 * two slots, helpers given two slots that may be the same, branches, loops that make a new slot
 * each time; at the end a write through what a slot holds. A solver that loses one edge on the way
 * says "proved". */
#include "gen_int.h"

enum { MAX_SLOTS = 8, MAX_CELLS = 6 };

struct trail {
    uint32_t slots[MAX_SLOTS], cells[MAX_CELLS];
    unsigned nslots, ncells;
    uint32_t own; /* a cell that is no problem */
};

static uint32_t new_slot(struct body *b)
{
    uint32_t p = gen_chance(b->g, 50) ? emit_stack(b, CELL_PTR) : emit_heap(b, CELL_PTR);
    emit_zero(b, p, CELL_PTR);
    return p;
}

static void add_slot(struct trail *t, uint32_t p)
{
    if (t->nslots < MAX_SLOTS)
        t->slots[t->nslots++] = p;
}

static void add_slots(struct body *b, struct trail *t)
{
    struct gen *g = b->g;
    add_slot(t, new_slot(b));
    if (gen_chance(g, 50))
        add_slot(t, new_slot(b));
    if (gen_chance(g, 40)) { /* two members of one object */
        uint32_t p = gen_chance(g, 50) ? emit_stack(b, PAIR) : emit_heap(b, PAIR);
        emit_zero(b, p, PAIR);
        add_slot(t, emit_field(b, p, PAIR, 1));
        add_slot(t, emit_field(b, p, PAIR, 2));
    }
    if (gen_chance(g, 30)) { /* two elements, at least one of them unknown */
        uint32_t a = gen_chance(g, 50) ? emit_stack(b, PAIRS) : emit_heap(b, PAIRS);
        emit_zero(b, a, PAIRS);
        uint32_t three = emit_const(b, 3), i = emit_bin(b, RIR_B_AND, some_integer(b), three);
        add_slot(t, emit_field(b, emit_elem(b, a, i, PAIR), PAIR, 1));
        uint32_t k = emit_const(b, gen_below(g, 4));
        add_slot(t, emit_field(b, emit_elem(b, a, k, PAIR), PAIR, 1));
    }
}

static void add_cells(struct body *b, struct trail *t)
{
    t->own = fresh_object(b, CELL);
    t->cells[t->ncells++] = t->own;
    if (gen_chance(b->g, 50))
        t->cells[t->ncells++] = fresh_object(b, CELL);
    uint32_t danger = some_global(b, CELL);
    if (danger != RIR_NONE && b->role != ROLE_LEAF)
        t->cells[t->ncells++] = danger;
}

static uint32_t slot(struct body *b, const struct trail *t)
{
    return t->slots[gen_below(b->g, t->nslots)];
}

static uint32_t cell(struct body *b, const struct trail *t)
{
    return t->cells[gen_below(b->g, t->ncells)];
}

static uint32_t condition(struct body *b)
{
    uint32_t k = emit_const(b, gen_below(b->g, 4));
    return emit_cmp(b, RIR_P_EQ, some_integer(b), k, false);
}

static uint32_t either(struct body *b, uint32_t x, uint32_t y)
{
    return x == y ? x : emit_select(b, condition(b), x, y, true);
}

static void op_move(struct body *b, const struct trail *t)
{
    uint32_t from = slot(b, t), to = slot(b, t);
    if (gen_chance(b->g, 25)) {
        gen_move_in_parts(b, from, to);
        return;
    }
    if (gen_chance(b->g, 50)) {
        emit_store(b, to, emit_load(b, from));
        return;
    }
    uint32_t n = emit_const(b, 8);
    emit(b, (struct rir_insn){.op = RIR_COPY, ARGS(to, from, n)}, NULL);
}

static void op_mix(struct body *b, const struct trail *t)
{
    struct gen *g = b->g;
    for (uint32_t i = 0; i < g->funcs.len; i++) {
        uint32_t f = (i + gen_below(g, 4)) % g->funcs.len;
        if (g->funcs.data[f].sig != MIX || (b->role == ROLE_LEAF && f <= b->self))
            continue;
        uint32_t first = slot(b, t);
        uint32_t args[3] = {first, gen_chance(g, 50) ? first : slot(b, t),
                            gen_chance(g, 60) ? t->cells[t->ncells - 1] : cell(b, t)};
        emit_call(b, g->funcs.data[f].index, args, 3, VOID, false);
        return;
    }
}

/* In a loop a new slot each time; one of them, or the slot before, is kept for later. */
static void op_slot_loop(struct body *b, struct trail *t)
{
    uint32_t before = slot(b, t), kept, next;
    struct loop l = loop_carrying(b, 2 + gen_below(b->g, 2), before, &kept, &next);
    uint32_t fresh = new_slot(b), zero = emit_const(b, 0);
    uint32_t first = emit_cmp(b, RIR_P_EQ, l.counter, zero, false);
    emit_store(b, fresh,
               gen_chance(b->g, 50) ? emit_select(b, first, cell(b, t), cell(b, t), true)
                                    : cell(b, t));
    if (gen_chance(b->g, 40))
        emit_store(b, gen_chance(b->g, 50) ? kept : fresh, cell(b, t));
    if (gen_chance(b->g, 30))
        emit_store(b, fresh, emit_load(b, kept));
    uint32_t choice = gen_chance(b->g, 40)   ? first
                      : gen_chance(b->g, 50) ? condition(b)
                                             : rir_build_const(b->b, int_scalar(1), 1);
    rir_build_bind(b->b, next);
    emit_select(b, choice, fresh, kept, true);
    loop_end(b, &l);
    add_slot(t, next);
}

static void write_through(struct body *b, const struct trail *t, uint32_t from);

/* if (p) ...: returns the block after it, for end_unless. */
static uint32_t unless_null(struct body *b, uint32_t p)
{
    uint32_t yes = new_block(b), out = new_block(b), null = emit_null(b);
    emit_cond(b, emit_cmp(b, RIR_P_NE, p, null, true), yes, out);
    at_block(b, yes);
    return out;
}

static void end_unless(struct body *b, uint32_t out)
{
    emit_br(b, out);
    at_block(b, out);
}

/* A loop whose new slot is made while the one before is still in use:
 * kept = NULL; for (...) { if (kept) *kept = a; new = slot(); *new = b; if (kept) **kept = 1; kept
 * = new; } */
static void op_generations(struct body *b, struct trail *t)
{
    uint32_t scope = b->vars.len, kept, next, out;
    struct rir_scalar p = ptr_scalar();
    struct loop l = loop_carrying(b, 3, emit_null(b), &kept, &next);
    if (gen_chance(b->g, 60)) {
        out = unless_null(b, kept);
        emit_store(b, kept, cell(b, t));
        end_unless(b, out);
    }
    uint32_t fresh = new_slot(b);
    if (gen_chance(b->g, 60))
        emit_store(b, fresh, cell(b, t));
    out = unless_null(b, kept);
    write_through(b, t, kept);
    end_unless(b, out);
    rir_build_bind(b->b, next);
    emit(b, (struct rir_insn){.op = RIR_UN, .sub = RIR_U_MOVE, ARGS(fresh)}, &p);
    loop_end(b, &l);
    b->vars.len = scope;
}

static void one_op(struct body *b, struct trail *t, unsigned depth);

static void op_branch(struct body *b, struct trail *t, unsigned depth)
{
    uint32_t yes = new_block(b), out = new_block(b), c = condition(b), scope = b->vars.len;
    unsigned nslots = t->nslots;
    emit_cond(b, c, yes, out);
    at_block(b, yes);
    one_op(b, t, depth + 1);
    emit_br(b, out);
    at_block(b, out);
    b->vars.len = scope;
    t->nslots = nslots;
}

static void op_loop(struct body *b, struct trail *t, unsigned depth)
{
    unsigned nslots = t->nslots;
    struct loop l = loop_begin(b, 2);
    uint32_t scope = b->vars.len;
    one_op(b, t, depth + 1);
    one_op(b, t, depth + 1);
    loop_end(b, &l);
    b->vars.len = scope;
    t->nslots = nslots;
}

static void write_through(struct body *b, const struct trail *t, uint32_t from)
{
    uint32_t v = emit_load(b, from), null = emit_null(b);
    uint32_t p = emit_select(b, emit_cmp(b, RIR_P_EQ, v, null, true), t->own, v, true);
    emit_write(b, p, some_integer(b));
}

static void one_op(struct body *b, struct trail *t, unsigned depth)
{
    switch (gen_below(b->g, depth > 1 ? 11 : 18)) {
    case 0:
    case 1:
    case 2:
        emit_store(b, slot(b, t), cell(b, t));
        break;
    case 3:
    case 4:
    case 5:
        op_move(b, t);
        break;
    case 6:
        emit_store(b, either(b, slot(b, t), slot(b, t)), cell(b, t));
        break;
    case 7:
        emit_store(b, slot(b, t), either(b, cell(b, t), cell(b, t)));
        break;
    case 8:
        if (gen_chance(b->g, 50))
            write_through(b, t, slot(b, t));
        break;
    case 9:
    case 10:
        op_mix(b, t);
        break;
    case 11:
    case 12:
        op_branch(b, t, depth);
        break;
    case 13:
        op_loop(b, t, depth);
        break;
    case 14:
        op_generations(b, t);
        break;
    case 15:
    case 16:
        op_slot_loop(b, t);
        break;
    default:
        emit_zero(b, slot(b, t), CELL_PTR);
        break;
    }
}

static void run_trail(struct body *b, struct trail *t)
{
    for (unsigned n = 2 + gen_below(b->g, 5); n > 0; n--)
        one_op(b, t, 0);
    write_through(b, t, slot(b, t));
}

void gen_trail(struct body *b)
{
    struct trail t = {.nslots = 0};
    if (gen_chance(b->g, 60))
        add_slots(b, &t);
    else
        add_slot(&t, some_pointer(b, CELL_PTR)); /* the argument's, perhaps */
    if (gen_chance(b->g, 40))
        add_slot(&t, some_pointer(b, CELL_PTR));
    add_cells(b, &t);
    run_trail(b, &t);
}

/* The body of a helper with two slots and a cell as parameters. */
void gen_mix_body(struct body *b)
{
    struct trail t = {.nslots = 2, .ncells = 1};
    t.slots[0] = rir_build_param(b->b, 0);
    t.slots[1] = rir_build_param(b->b, 1);
    t.cells[0] = rir_build_param(b->b, 2);
    t.own = fresh_object(b, CELL);
    if (gen_chance(b->g, 70))
        t.cells[t.ncells++] = t.own;
    run_trail(b, &t);
}
