/* What one task was lent it lends to another one, and may end before that one does. Whoever lent it
 * first then gives it away. */
#include "gen_int.h"

void gen_declare_relay(struct gen *g)
{
    static const uint8_t given[] = {CELL};
    g->packet.relay = RIR_NONE;
    if (!g->packets || !gen_chance(g, 20))
        return;
    g->packet.relay_end = gen_declare(g, "relay_end", CELL, given, 1, false);
    g->packet.relay = gen_declare(g, "relay", CELL, given, 1, false);
}

static void fill(struct gen *g, uint32_t func, bool last)
{
    struct body b = gen_start_body(g, func, ROLE_LEAF);
    struct rir_scalar t = ptr_scalar();
    uint32_t cell = rir_build_param(b.b, 0), handle;
    if (last) {
        emit_write(&b, cell, some_integer(&b));
    } else {
        handle = gen_start_insn(&b, g->packet.relay_end, cell);
        if (gen_chance(g, 30))
            emit(&b, (struct rir_insn){.op = RIR_JOIN, ARGS(handle)}, &t);
    }
    emit_ret(&b, emit_null(&b));
    gen_end_body(&b);
}

void gen_fill_relay(struct gen *g)
{
    if (g->packet.relay == RIR_NONE)
        return;
    fill(g, g->packet.relay_end, true);
    fill(g, g->packet.relay, false);
}

void gen_relay(struct body *b, uint32_t queue)
{
    struct gen *g = b->g;
    struct rir_scalar t = ptr_scalar();
    if (g->packet.relay == RIR_NONE || (b->role != ROLE_MAIN && b->role != ROLE_TASK))
        return;
    uint32_t cell = emit_heap(b, CELL);
    emit_zero(b, cell, CELL);
    uint32_t handle = gen_start_insn(b, g->packet.relay, cell);
    if (gen_chance(g, 90))
        emit(b, (struct rir_insn){.op = RIR_JOIN, ARGS(handle)}, &t);
    if (g->freezes && gen_chance(g, 30))
        emit(b, (struct rir_insn){.op = RIR_FREEZE, ARGS(cell)}, NULL);
    else
        emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(cell, queue)}, NULL);
}
