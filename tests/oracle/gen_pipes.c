/* Bytes that leave the program and come in again, as through a pipe: a variable's, which has a
 * pointer to a cell. What was in the variable may stay there. */
#include "gen_int.h"

void gen_declare_pipes(struct gen *g)
{
    static const uint8_t bytes[] = {VOID, INTEGER};
    g->sends_bytes = gen_declare(g, "sends_bytes", VOID, bytes, 2, false);
    gen_annotate(g, g->sends_bytes, RIR_ANN_READS, 1, 0);
    gen_annotate(g, g->sends_bytes, RIR_ANN_LEAVES, 1, 2);
    g->gets_bytes = gen_declare(g, "gets_bytes", VOID, bytes, 2, false);
    gen_annotate(g, g->gets_bytes, RIR_ANN_WRITES, 1, 0);
    gen_annotate(g, g->gets_bytes, RIR_ANN_FILLS, 1, 2);
}

static void pass(struct body *b, uint32_t func, uint32_t slot)
{
    uint32_t args[2] = {slot, emit_const(b, 8)};
    emit_call(b, func, args, 2, VOID, false);
}

void gen_pipes(struct body *b)
{
    struct gen *g = b->g;
    if (!g->pipes || gen_below(g, 100) >= 30)
        return;
    uint32_t slot = emit_stack(b, CELL_PTR), cell = some_pointer(b, CELL);
    emit_store(b, slot, cell);
    if (gen_chance(g, 30)) {
        pass(b, g->sends_bytes, slot);
        if (gen_chance(g, 50))
            emit_write(b, cell, some_integer(b));
        return;
    }
    pass(b, g->gets_bytes, slot);
    uint32_t p = emit_load(b, slot);
    if (gen_chance(g, 70))
        emit_write(b, p, some_integer(b));
    remember(b, p, CELL, true);
}
