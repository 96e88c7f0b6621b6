/* setjmp in one function, longjmp out of any that it calls.
 *
 * A thread-local pointer leads to the innermost buffer, and is set back where its region ends; so
 * every jump goes into a frame that is still there, and no region is left by a jump twice. The
 * buffer lies on the stack of the function that fills it. */
#include "gen_int.h"

enum { BUFFER = 64 };

static uint32_t innermost(struct body *b) /* where the pointer to it lies */
{
    return rir_build_global(b->b, b->g->jump_buffer, 0);
}

/* if (setjmp(buffer) == 0) { ... } else { ... }, with a slot that may change in between. */
static void gen_region(struct body *b)
{
    struct gen *g = b->g;
    struct rir_scalar ptr = ptr_scalar();
    uint32_t buffer = emit(b, (struct rir_insn){.op = RIR_STACK, .imm = BUFFER}, &ptr);
    uint32_t outer = emit_load(b, innermost(b)), slot = emit_stack(b, CELL_PTR);
    uint32_t kept = some_pointer(b, CELL);
    emit_store(b, slot, kept);
    emit_store(b, innermost(b), buffer);
    uint32_t twice = new_block(b), first = new_block(b), back = new_block(b), out = new_block(b);
    emit_br(b, twice);
    at_block(b, twice); /* a call that returns twice is the first instruction of its block */
    uint32_t result = emit_call(b, g->setjmp, &buffer, 1, INTEGER, false);
    emit_cond(b, emit_cmp(b, RIR_P_EQ, result, emit_const(b, 0), false), first, back);
    uint32_t scope = b->vars.len;
    b->nesting++;
    at_block(b, first);
    gen_statements(b, gen_below(g, 2));
    if (gen_chance(g, 40))
        emit_store(b, slot, some_pointer(b, CELL));
    for (unsigned calls = 1 + gen_below(g, 2); calls > 0; calls--) {
        gen_call(b, gen_below(g, g->funcs.len));
        gen_statements(b, gen_below(g, 2));
        if (gen_chance(g, g->packets))
            gen_send_by_callee(b, emit_load(b, slot), CELL);
    }
    emit_store(b, innermost(b), outer);
    emit_br(b, out);
    b->vars.len = scope;
    at_block(b, back);
    emit_store(b, innermost(b), outer);
    if (gen_chance(g, 60))
        emit_write(b, emit_field(b, gen_chance(g, 50) ? kept : emit_load(b, slot), CELL, 0),
                   some_integer(b));
    gen_statements(b, gen_below(g, 3));
    emit_br(b, out);
    b->nesting--;
    b->vars.len = scope;
    at_block(b, out);
    remember(b, emit_load(b, slot), CELL, true);
}

/* if (buffer != NULL && input == k) longjmp(buffer, n); */
void gen_leave(struct body *b)
{
    struct gen *g = b->g;
    if (!gen_chance(g, g->jumps))
        return;
    uint32_t buffer = emit_load(b, innermost(b));
    uint32_t some = new_block(b), jump = new_block(b), on = new_block(b);
    emit_cond(b, emit_cmp(b, RIR_P_NE, buffer, emit_null(b), true), some, on);
    at_block(b, some);
    uint32_t k = emit_const(b, gen_below(g, 4)), c = emit_cmp(b, RIR_P_EQ, emit_input(b), k, false);
    emit_cond(b, c, jump, on);
    at_block(b, jump);
    uint32_t args[2] = {buffer, emit_const(b, gen_below(g, 3))};
    struct rir_insn in = {
        .op = RIR_CALL, .ref = g->longjmp, .args = args, .nargs = 2, .flags = RIR_NORETURN};
    emit(b, in, NULL);
    emit(b, (struct rir_insn){.op = RIR_UNREACHABLE}, NULL);
    at_block(b, on);
}

void gen_jumps(struct body *b)
{
    if (!gen_chance(b->g, b->g->jumps))
        return;
    if (b->role != ROLE_LEAF && b->nesting <= 1 && gen_chance(b->g, 50))
        gen_region(b);
    else
        gen_leave(b);
}
