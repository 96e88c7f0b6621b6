/* Parts: a pointer goes from slot to slot in two halves that are numbers on the way.
 *
 * Each half is read and written as an i32. Between that it may be scrambled and put right again, in
 * the same function or by a helper, be chosen among two, and wait in memory; or the halves are put
 * together as a word, or cut out of one. A solver that takes one of them for a mere number says
 * "proved" of what is written through the pointer afterwards. */
#include "gen_int.h"

enum { KEY = 0x5a5a5a };

static uint32_t half_address(struct body *b, uint32_t slot, int64_t half)
{
    struct rir_scalar p = ptr_scalar();
    uint32_t at = emit_const(b, 4 * half);
    return emit(b, (struct rir_insn){.op = RIR_OFFSET, ARGS(slot, at)}, &p);
}

static uint32_t unary(struct body *b, enum rir_un op, uint32_t x, struct rir_scalar t)
{
    return emit(b, (struct rir_insn){.op = RIR_UN, .sub = (uint8_t)op, ARGS(x)}, &t);
}

/* There and back again, by a helper that does it one way or by hand. */
static uint32_t scrambled(struct body *b, uint32_t x)
{
    struct gen *g = b->g;
    uint32_t key = emit_const(b, KEY), helper = RIR_NONE;
    for (uint32_t i = 0; i < g->funcs.len && helper == RIR_NONE; i++)
        if (g->funcs.data[i].sig == SCRAMBLE && !(b->role == ROLE_LEAF && i <= b->self))
            helper = g->funcs.data[i].index;
    if (helper != RIR_NONE && gen_chance(g, 70))
        return emit_bin(b, RIR_B_XOR, emit_call(b, helper, &x, 1, INTEGER, false), key);
    if (gen_chance(g, 50))
        return emit_bin(b, RIR_B_SUB, emit_bin(b, RIR_B_ADD, x, key), key);
    return emit_bin(b, RIR_B_XOR, emit_bin(b, RIR_B_XOR, x, key), key);
}

/* Through a variable that is no slot. */
static uint32_t parked(struct body *b, uint32_t x)
{
    uint32_t at = emit_field(b, emit_stack(b, CELL), CELL, gen_below(b->g, 2));
    emit_write(b, at, x);
    return emit_read(b, at);
}

static uint32_t chosen(struct body *b, uint32_t x)
{
    uint32_t k = emit_const(b, gen_below(b->g, 4)), y = emit_const(b, 0);
    return emit_select(b, emit_cmp(b, RIR_P_NE, some_integer(b), k, false), x, y, false);
}

static uint32_t on_its_way(struct body *b, uint32_t x)
{
    switch (gen_below(b->g, 8)) {
    case 0:
    case 1:
    case 2:
        return scrambled(b, x);
    case 3:
    case 4:
        return parked(b, x);
    case 5:
        return scrambled(b, parked(b, x));
    default:
        return x;
    }
}

static uint32_t cut_half(struct body *b, uint32_t word, int64_t half)
{
    uint32_t by = emit_const(b, 32 * half), low = emit_const(b, 0xffffffff);
    return emit_bin(b, RIR_B_AND, emit_bin(b, RIR_B_LSHR, word, by), low);
}

/* The pointer, or null where a choice went against it: both halves are chosen alike. */
void gen_move_in_parts(struct body *b, uint32_t from, uint32_t to)
{
    struct gen *g = b->g;
    struct rir_scalar word = int_scalar(64);
    uint32_t half[2];
    bool cut = gen_chance(g, 30), choose = gen_chance(g, 15);
    uint32_t whole = cut ? unary(b, RIR_U_MOVE, emit_load(b, from), word) : RIR_NONE;
    for (int64_t i = 0; i < 2; i++)
        half[i] = cut ? cut_half(b, whole, i) : emit_read(b, half_address(b, from, i));
    if (gen_chance(g, 15)) /* what is kept are the halves */
        emit_zero(b, from, CELL_PTR);
    for (int i = 0; i < 2; i++)
        half[i] = on_its_way(b, half[i]);
    if (gen_chance(g, 25)) {
        uint32_t by = emit_const(b, 32), low = emit_const(b, 0xffffffff);
        uint32_t high = emit_bin(b, RIR_B_SHL, half[1], by);
        uint32_t sum = emit_bin(b, RIR_B_OR, emit_bin(b, RIR_B_AND, half[0], low), high);
        emit_store(b, to, choose ? chosen(b, sum) : sum);
        return;
    }
    for (int64_t i = 0; i < 2; i++)
        emit_write(b, half_address(b, to, i), half[i]);
}

/* One way of scrambling, for both halves. */
void gen_scramble_body(struct body *b)
{
    uint32_t x = rir_build_param(b->b, 0), key = emit_const(b, KEY);
    emit_ret(b, emit_bin(b, RIR_B_XOR, gen_chance(b->g, 30) ? parked(b, x) : x, key));
}
