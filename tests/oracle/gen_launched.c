/* Rules that need a program of just one form: functions that start tasks with what they are given,
 * what was put at constant indices, or is counted in memory, and is joined in a loop, a helper that
 * leaves the element which it is passed, static objects that are frozen by name, and a part of a
 * packet that is a variable. Each is made right or with one thing wrong; main does nothing else
 * that would hide it. */
#include "gen_int.h"

void gen_declare_launched(struct gen *g)
{
    static const uint8_t cell[] = {CELL};
    struct rir_global stone = {.name = "stone",
                               .linkage = RIR_INTERNAL,
                               .flags = RIR_GLOBAL_DEFINED,
                               .type = g->types[CELL],
                               .size = layouts[CELL].size,
                               .align = 8};
    g->launched.stone = rir_add_global(g->m, &stone);
    g->launched.freeze = gen_declare(g, "freeze_stone", VOID, NULL, 0, false);
    g->launched.carve = gen_declare(g, "carve_stone", VOID, NULL, 0, false);
    g->launched.beyond = gen_declare(g, "write_beyond", VOID, cell, 1, false);
    g->launched.try_plain =
        gen_declare(g, "try_inverted", INTEGER, (const uint8_t[]){VOID, FUNCTION, VOID}, 3, false);
}

void gen_fill_launched(struct gen *g)
{
    struct body b = gen_start_body(g, g->launched.freeze, ROLE_LEAF);
    uint32_t stone = rir_build_global(b.b, g->launched.stone, 0);
    emit(&b, (struct rir_insn){.op = RIR_FREEZE, ARGS(stone)}, NULL);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
    b = gen_start_body(g, g->launched.carve, ROLE_LEAF);
    emit_write(&b, rir_build_global(b.b, g->launched.stone, 0), emit_const(&b, 1));
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
    b = gen_start_body(g, g->launched.beyond, ROLE_LEAF); /* of its element, or of the next one */
    uint32_t p = rir_build_param(b.b, 0), one = emit_const(&b, 1);
    if (gen_chance(g, 60))
        p = emit_elem(&b, p, one, CELL);
    emit_write(&b, p, one);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
    b = gen_start_body(g, g->launched.try_plain, ROLE_HELPER); /* zero: it was not started */
    uint32_t args[3] = {rir_build_param(b.b, 0), rir_build_param(b.b, 1), rir_build_param(b.b, 2)};
    uint32_t r = emit_call(&b, g->create_if, args, 3, INTEGER, false), zero = emit_const(&b, 0);
    uint32_t yes = new_block(&b), no = new_block(&b);
    emit_cond(&b, emit_cmp(&b, RIR_P_EQ, r, zero, false), yes, no);
    at_block(&b, yes);
    emit_ret(&b, emit_const(&b, 1));
    at_block(&b, no);
    emit_ret(&b, zero);
    gen_end_body(&b);
}

static uint32_t worker_of_cells(const struct gen *g)
{
    uint32_t i = 0;
    while (g->workers.data[i].arg != CELL)
        i++;
    return g->workers.data[i].index;
}

static uint32_t array_of_cells(struct body *b)
{
    uint32_t base = gen_chance(b->g, 50) ? emit_heap(b, CELLS) : emit_stack(b, CELLS);
    emit_zero(b, base, CELLS);
    return base;
}

static uint32_t array_of_handles(struct body *b)
{
    struct rir_scalar t = ptr_scalar();
    return emit(b, (struct rir_insn){.op = RIR_STACK, .imm = HANDLES}, &t);
}

static void join_in(struct body *b, uint32_t handles, int64_t first, int64_t end)
{
    struct loop l = for_begin(b, first, end);
    gen_join(b, gen_load_handle(b, emit_word(b, handles, l.counter)), false);
    for_end(b, &l);
}

/* create(&t[0], ...); launch(&t[1], ...); for (i = 0; i < 2; i++) join(t[i]); or one of them only
 */
static void at_constants(struct body *b)
{
    struct gen *g = b->g;
    uint32_t base = array_of_cells(b), handles = array_of_handles(b);
    for (int64_t i = 0; i < 2; i++) {
        uint32_t args[3] = {emit_word(b, handles, emit_const(b, i)),
                            rir_build_func(b->b, worker_of_cells(g)),
                            emit_elem(b, base, emit_const(b, 1 + i), CELL)};
        emit_call(b, gen_chance(g, 50) ? g->create : g->starter, args, 3, VOID, false);
    }
    unsigned wrong = gen_below(g, 4);
    join_in(b, handles, wrong == 0 ? 1 : 0, wrong == 1 ? 1 : 2);
    for (int64_t i = 0; i < 4; i++)
        emit_write(b, emit_elem(b, base, emit_const(b, i), CELL), emit_const(b, 7));
}

static uint32_t load_count(struct body *b, uint32_t count)
{
    struct rir_scalar t = int_scalar(64);
    return emit(b, (struct rir_insn){.op = RIR_LOAD, ARGS(count)}, &t);
}

/* for (i = first; i < *count; i++) join(t[i]); */
static void join_below(struct body *b, uint32_t handles, uint32_t count, int64_t first)
{
    uint32_t entry = b->block, from = emit_const(b, first), one = emit_const(b, 1);
    uint32_t head = new_block(b), body = new_block(b), out = new_block(b);
    emit_br(b, head);
    at_block(b, head);
    uint32_t next = rir_build_forward(b->b, int_scalar(64));
    uint32_t args[2] = {from, next}, blocks[2] = {entry, body};
    uint32_t i = emit_phi(b, args, blocks, 2, false);
    emit_cond(b, emit_cmp(b, RIR_P_SLT, i, load_count(b, count), false), body, out);
    at_block(b, body);
    gen_join(b, gen_load_handle(b, emit_word(b, handles, i)), false);
    rir_build_bind(b->b, next);
    emit_bin(b, RIR_B_ADD, i, one);
    emit_br(b, head);
    at_block(b, out);
}

/* while (...) if (create(&t[*count], ..., &a[*count + 1]) == 0) (*count)++; then all are joined;
 * now and then it counts otherwise, or somebody else changes what was counted */
static void counted_in_memory(struct body *b)
{
    struct gen *g = b->g;
    uint32_t base = array_of_cells(b), handles = array_of_handles(b);
    uint32_t counts = array_of_handles(b), zero = emit_const(b, 0), one = emit_const(b, 1);
    uint32_t count = emit_word(b, counts, gen_chance(g, 50) ? zero : one);
    unsigned wrong = gen_below(g, 8);
    emit_store(b, count, zero);
    struct loop l = for_begin(b, 0, 2);
    uint32_t k = load_count(b, count), again = gen_chance(g, 50) ? k : load_count(b, count);
    uint32_t args[3] = {emit_word(b, handles, k), rir_build_func(b->b, worker_of_cells(g)),
                        emit_elem(b, base, emit_bin(b, RIR_B_ADD, again, one), CELL)};
    uint32_t r = emit_call(b, g->create_if, args, 3, INTEGER, false);
    uint32_t yes = new_block(b), on = new_block(b);
    emit_cond(b, emit_cmp(b, wrong == 0 ? RIR_P_NE : RIR_P_EQ, r, zero, false), yes, on);
    at_block(b, yes);
    if (wrong != 1)
        emit_store(b, count, emit_bin(b, RIR_B_ADD, load_count(b, count), one));
    emit_br(b, on);
    at_block(b, on);
    for_end(b, &l);
    if (wrong == 2) /* the same word, or the one beside it */
        emit_store(b, emit_word(b, counts, emit_bin(b, RIR_B_AND, emit_input(b), one)), zero);
    if (wrong == 3)
        emit_store(b, count, one);
    join_below(b, handles, count, wrong == 4 ? 1 : 0);
    for (int64_t i = 1; i < 3; i++)
        emit_write(b, emit_elem(b, base, emit_const(b, i), CELL), emit_const(b, 7));
}

/* r = try(&t, ...); if (r == 0) write where it was not started, or where it was */
static void where_it_failed(struct body *b)
{
    struct gen *g = b->g;
    uint32_t base = array_of_cells(b), handles = array_of_handles(b);
    uint32_t p = emit_elem(b, base, emit_const(b, 1), CELL);
    uint32_t args[3] = {handles, rir_build_func(b->b, worker_of_cells(g)), p};
    uint32_t with = gen_chance(g, 60) ? g->launched.try_plain : g->try_start;
    uint32_t r = emit_call(b, with, args, 3, INTEGER, false), zero = emit_const(b, 0);
    uint32_t yes = new_block(b), no = new_block(b), out = new_block(b);
    emit_cond(b, emit_cmp(b, RIR_P_EQ, r, zero, false), yes, no);
    at_block(b, yes);
    emit_write(b, p, emit_const(b, 1));
    emit_br(b, out);
    at_block(b, no);
    emit_write(b, p, emit_const(b, 2));
    emit_br(b, out);
    at_block(b, out);
}

/* for (i = 1; i < 3; i++) start(&a[i]); for (i = 1; i < 3; i++) { join; look(&a[i]); } */
static void looked_at(struct body *b)
{
    struct gen *g = b->g;
    uint32_t base = array_of_cells(b), handles = array_of_handles(b);
    struct loop l = for_begin(b, 1, 3);
    uint32_t at = emit_word(b, handles, l.counter), p = emit_elem(b, base, l.counter, CELL);
    emit_store(b, at, gen_start_insn(b, worker_of_cells(g), p));
    for_end(b, &l);
    l = for_begin(b, 1, 3);
    gen_join(b, gen_load_handle(b, emit_word(b, handles, l.counter)), false);
    p = emit_elem(b, base, l.counter, CELL);
    emit_call(b, g->launched.beyond, &p, 1, VOID, false);
    for_end(b, &l);
}

static void frozen_by_name(struct body *b)
{
    if (gen_chance(b->g, 30))
        emit_call(b, b->g->launched.carve, NULL, 0, VOID, false);
    emit_call(b, b->g->launched.freeze, NULL, 0, VOID, false);
    emit_call(b, b->g->launched.carve, NULL, 0, VOID, false);
}

/* A pair whose cell is static, or new, is sent and received, and its cell frozen. */
static void part_is_variable(struct body *b)
{
    struct rir_scalar t = ptr_scalar();
    uint32_t pair = emit_heap(b, PAIR), queue;
    if (!b->g->packets)
        return;
    queue = rir_build_global(b->b, b->g->packet.queues[PAIR], 0);
    emit_zero(b, pair, PAIR);
    emit_store(b, emit_field(b, pair, PAIR, 1),
               gen_chance(b->g, 60) ? rir_build_global(b->b, b->g->launched.stone, 0)
                                    : fresh_object(b, CELL));
    emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(pair, queue)}, NULL);
    uint32_t got = emit(b, (struct rir_insn){.op = RIR_RECEIVE, ARGS(queue)}, &t);
    struct var v = {got, PAIR, false};
    uint32_t cell = emit_load(b, emit_field(b, without_null(b, v), PAIR, 1));
    struct var part = {cell, CELL, false};
    uint32_t some = without_null(b, part);
    emit(b, (struct rir_insn){.op = RIR_FREEZE, ARGS(some)}, NULL);
}

void gen_launched(struct body *b)
{
    static void (*const some[])(struct body *) = {at_constants,    counted_in_memory,
                                                  where_it_failed, looked_at,
                                                  frozen_by_name,  part_is_variable};
    some[gen_below(b->g, sizeof some / sizeof *some)](b);
}
