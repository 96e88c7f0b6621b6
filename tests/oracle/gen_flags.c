/* Statuses and flags: what a helper did, or which pointer was chosen, is known by a number.
 *
 * Status helpers store one of two cells (or nothing, null, a new one) into a slot and return a
 * number that says which, more or less: constants from several returns, or joined at the end,
 * mapped, or another helper's. Their callers test the number, at once or later, through flags that
 * are carried along, also round loops; and write through the slot. A solver that believes a stale
 * flag, or takes one way of returning for another, says "proved" of a write that is made. */
#include "gen_int.h"

struct flags {
    uint32_t slot, cells[2]; /* cells[0]: no problem */
    uint32_t last;           /* the number that says what is in the slot, perhaps */
};

static uint32_t small_const(struct body *b)
{
    return emit_const(b, (int64_t)gen_below(b->g, 4) - 1);
}

static uint32_t test(struct body *b, uint32_t number)
{
    static const uint8_t preds[] = {RIR_P_EQ,  RIR_P_EQ,  RIR_P_NE,  RIR_P_NE, RIR_P_SLT,
                                    RIR_P_SGE, RIR_P_SGT, RIR_P_SLE, RIR_P_UGT};
    enum rir_pred p = (enum rir_pred)preds[gen_below(b->g, sizeof preds)];
    uint32_t k = gen_chance(b->g, 60) ? emit_const(b, 0) : small_const(b);
    uint32_t c = emit_cmp(b, p, number, k, false);
    struct rir_scalar bit = int_scalar(1), word = int_scalar(64);
    if (gen_chance(b->g, 15)) { /* as a bool in a variable */
        uint32_t z = emit(b, (struct rir_insn){.op = RIR_UN, .sub = RIR_U_ZEXT, ARGS(c)}, &word);
        return emit(b, (struct rir_insn){.op = RIR_UN, .sub = RIR_U_TRUNC, ARGS(z)}, &bit);
    }
    if (gen_chance(b->g, 15)) {
        uint32_t one = rir_build_const(b->b, bit, 1);
        return emit(b, (struct rir_insn){.op = RIR_BIN, .sub = RIR_B_XOR, ARGS(c, one)}, &bit);
    }
    return c;
}

static uint32_t either_cell(struct body *b, const struct flags *f)
{
    return f->cells[gen_below(b->g, 2)];
}

static void set_slot(struct body *b, const struct flags *f)
{
    switch (gen_below(b->g, 6)) {
    case 0:
        break;
    case 1:
        emit_store(b, f->slot, emit_null(b));
        break;
    case 2:
        emit_store(b, f->slot, fresh_object(b, CELL));
        break;
    default:
        emit_store(b, f->slot, either_cell(b, f));
        break;
    }
}

static void write_slot(struct body *b, const struct flags *f)
{
    uint32_t v = emit_load(b, f->slot), null = emit_null(b);
    uint32_t p = emit_select(b, emit_cmp(b, RIR_P_EQ, v, null, true), f->cells[0], v, true);
    uint32_t one = emit_const(b, 1);
    emit_write(b, p, one);
}

static uint32_t call_status(struct body *b, const struct flags *f, uint32_t after)
{
    struct gen *g = b->g;
    uint32_t start = gen_below(g, g->funcs.len);
    for (uint32_t i = 0; i < g->funcs.len; i++) {
        uint32_t k = (start + i) % g->funcs.len;
        if (g->funcs.data[k].sig != STATUS || (after != RIR_NONE && k <= after))
            continue;
        uint32_t args[4] = {f->slot, either_cell(b, f), either_cell(b, f), 0};
        args[3] = gen_chance(g, 60) ? emit_const(b, gen_below(g, 3)) : f->last;
        return emit_call(b, g->funcs.data[k].index, args, 4, INTEGER, false);
    }
    return small_const(b);
}

/* ---- the helpers ---- */

static uint32_t question(struct body *b, uint32_t mode)
{
    switch (gen_below(b->g, 4)) {
    case 0:
        return test(b, mode);
    case 1:
        return test(b, emit_read(b, rir_build_param(b->b, 1 + gen_below(b->g, 2))));
    default:
        return test(b, emit_input(b));
    }
}

static uint32_t answer(struct body *b, const struct flags *f)
{
    if (gen_chance(b->g, 20))
        return call_status(b, f, b->self);
    return gen_chance(b->g, 10) ? emit_input(b) : small_const(b);
}

void gen_status_body(struct body *b)
{
    struct flags f = {rir_build_param(b->b, 0),
                      {rir_build_param(b->b, 1), rir_build_param(b->b, 2)},
                      rir_build_param(b->b, 3)};
    bool joined = gen_chance(b->g, 50);
    uint32_t out = joined ? new_block(b) : RIR_NONE, values[4], blocks[4];
    unsigned n = 1 + gen_below(b->g, 2), ways = 0;
    for (unsigned i = 0; i <= n; i++) {
        uint32_t yes = RIR_NONE, no = RIR_NONE;
        if (i < n) {
            yes = new_block(b);
            no = new_block(b);
            emit_cond(b, question(b, f.last), yes, no);
            at_block(b, yes);
        }
        set_slot(b, &f);
        uint32_t value = answer(b, &f);
        values[ways] = value;
        blocks[ways++] = b->block;
        if (joined)
            emit_br(b, out);
        else
            emit_ret(b, value);
        if (i < n)
            at_block(b, no);
    }
    if (!joined)
        return;
    at_block(b, out);
    emit_ret(b, emit_phi(b, values, blocks, ways, false));
}

/* ---- their callers ---- */

static void act(struct body *b, const struct flags *f)
{
    if (gen_chance(b->g, 50))
        write_slot(b, f);
    else
        set_slot(b, f);
}

/* if (...) act; else act; and perhaps a flag that remembers it. */
static void op_test(struct body *b, struct flags *f)
{
    uint32_t yes = new_block(b), no = new_block(b), out = new_block(b), scope = b->vars.len;
    uint32_t values[2], blocks[2];
    emit_cond(b, test(b, f->last), yes, no);
    for (unsigned i = 0; i < 2; i++) {
        at_block(b, i == 0 ? yes : no);
        if (gen_chance(b->g, 70))
            act(b, f);
        values[i] = gen_chance(b->g, 25)   ? f->last
                    : gen_chance(b->g, 20) ? call_status(b, f, RIR_NONE)
                                           : small_const(b);
        blocks[i] = b->block;
        emit_br(b, out);
        b->vars.len = scope;
    }
    at_block(b, out);
    uint32_t flag = emit_phi(b, values, blocks, 2, false);
    if (gen_chance(b->g, 70))
        f->last = flag;
}

static void op_switch(struct body *b, struct flags *f)
{
    uint32_t blocks[3], join = new_block(b), scope = b->vars.len;
    int64_t cases[2] = {0, (int64_t)gen_below(b->g, 2) * 2 - 1};
    for (int i = 0; i < 3; i++)
        blocks[i] = new_block(b);
    emit(b,
         (struct rir_insn){
             .op = RIR_SWITCH, ARGS(f->last), .blocks = blocks, .nblocks = 3, .cases = cases},
         NULL);
    for (int i = 0; i < 3; i++) {
        at_block(b, blocks[i]);
        act(b, f);
        emit_br(b, join);
        b->vars.len = scope;
    }
    at_block(b, join);
}

/* The flag of the round before decides in the next one. */
static void op_loop(struct body *b, struct flags *f)
{
    uint32_t scope = b->vars.len, blocks[2] = {b->block, 0}, args[2] = {small_const(b), 0};
    struct loop l = loop_begin(b, 2 + gen_below(b->g, 2));
    uint32_t next = rir_build_forward(b->b, int_scalar(64));
    blocks[1] = l.latch;
    args[1] = next;
    f->last = emit_phi(b, args, blocks, 2, false);
    op_test(b, f);
    uint32_t r = gen_chance(b->g, 70) ? call_status(b, f, RIR_NONE) : emit_input(b);
    if (gen_chance(b->g, 30)) {
        uint32_t c = test(b, r), x = small_const(b), y = small_const(b);
        r = emit_select(b, c, x, y, false);
    }
    rir_build_bind(b->b, next);
    struct rir_scalar t = int_scalar(64);
    emit(b, (struct rir_insn){.op = RIR_UN, .sub = RIR_U_MOVE, ARGS(r)}, &t);
    loop_end(b, &l);
    f->last = next;
    b->vars.len = scope;
}

/* A pointer that is null, or a cell, and what was chosen is seen later. */
static void op_pointer(struct body *b, struct flags *f)
{
    uint32_t yes = new_block(b), no = new_block(b), out = new_block(b);
    uint32_t values[2], blocks[2] = {yes, no};
    emit_cond(b, test(b, f->last), yes, no);
    for (unsigned i = 0; i < 2; i++) {
        at_block(b, blocks[i]);
        values[i] = gen_chance(b->g, 40) ? emit_null(b) : either_cell(b, f);
        emit_br(b, out);
    }
    at_block(b, out);
    uint32_t p = emit_phi(b, values, blocks, 2, true);
    if (gen_chance(b->g, 50))
        set_slot(b, f);
    uint32_t there = new_block(b), after = new_block(b), null = emit_null(b);
    emit_cond(b, emit_cmp(b, RIR_P_NE, p, null, true), there, after);
    at_block(b, there);
    uint32_t one = emit_const(b, 1), scope = b->vars.len;
    if (gen_chance(b->g, 50))
        emit_write(b, p, one);
    else
        act(b, f);
    emit_br(b, after);
    b->vars.len = scope;
    at_block(b, after);
}

void gen_flags(struct body *b)
{
    uint32_t scope = b->vars.len, danger = some_global(b, CELL);
    struct flags f = {.slot = emit_stack(b, CELL_PTR), .cells = {fresh_object(b, CELL)}};
    emit_zero(b, f.slot, CELL_PTR);
    f.cells[1] = danger != RIR_NONE ? danger : f.cells[0];
    f.last = gen_chance(b->g, 50) ? emit_input(b) : small_const(b);
    emit_store(b, f.slot, f.cells[0]);
    for (unsigned n = 2 + gen_below(b->g, 3); n > 0; n--) {
        if (gen_chance(b->g, 60))
            f.last = call_status(b, &f, RIR_NONE);
        switch (gen_below(b->g, 6)) {
        case 0:
            op_switch(b, &f);
            break;
        case 1:
            op_loop(b, &f);
            break;
        case 2:
            op_pointer(b, &f);
            break;
        default:
            op_test(b, &f);
            break;
        }
    }
    if (gen_chance(b->g, 30))
        write_slot(b, &f);
    b->vars.len = scope;
}
