/* Packets that something still refers to when they are sent: a variable, a slot of an object of the
 * task's own or of its caller's, another message; stored there, perhaps taken out again, before the
 * send, after it, on some path only, or by a function that is called. And two ways to one packet
 * below one argument. */
#include "gen_int.h"

void gen_declare_kept(struct gen *g)
{
    static const uint8_t hold[] = {CELL_PTR, CELL}, await[] = {CELL_PTR}, peek[] = {CELL},
                         twice[] = {NODE};
    g->kept.hold = gen_declare(g, "hold", VOID, hold, 2, false);
    g->kept.hand_on = gen_declare(g, "hand_on", VOID, hold, 2, false);
    g->kept.await = gen_declare(g, "await", VOID, await, 1, false);
    g->kept.peek = gen_declare(g, "peek", VOID, peek, 1, false);
    g->kept.twice = gen_declare(g, "twice", VOID, twice, 1, false);
}

static uint32_t cell_queue(struct body *b)
{
    return rir_build_global(b->b, b->g->packet.queues[CELL], 0);
}

static void send_cell(struct body *b, uint32_t p)
{
    uint32_t q = cell_queue(b);
    emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(p, q)}, NULL);
}

static void receive_cell(struct body *b)
{
    struct rir_scalar t = ptr_scalar();
    uint32_t q = cell_queue(b);
    emit(b, (struct rir_insn){.op = RIR_RECEIVE, ARGS(q)}, &t);
}

/* What is in a slot goes, always or on some path. */
static void clear(struct body *b, uint32_t slot)
{
    uint32_t other = gen_chance(b->g, 70) ? emit_null(b) : emit_heap(b, CELL);
    if (gen_chance(b->g, 60)) {
        emit_store(b, slot, other);
        return;
    }
    uint32_t yes = new_block(b), out = new_block(b), zero = emit_const(b, 0);
    uint32_t is = emit_cmp(b, RIR_P_EQ, some_integer(b), zero, false);
    emit_cond(b, is, yes, out);
    at_block(b, yes);
    emit_store(b, slot, other);
    emit_br(b, out);
    at_block(b, out);
}

/* Where the pointer is kept. */
static uint32_t a_slot(struct body *b)
{
    struct gen *g = b->g;
    bool global = gen_chance(g, b->role == ROLE_MAIN ? 50 : 10 + g->publish);
    uint32_t p = global ? some_global(b, CELL_PTR) : RIR_NONE;
    if (p != RIR_NONE)
        return p;
    if (gen_chance(g, 50))
        return some_pointer(b, CELL_PTR);
    enum shape s = gen_chance(g, 50) ? CELL_PTR : PAIR;
    p = emit_heap(b, s);
    emit_zero(b, p, s);
    remember(b, p, s, true);
    return s == PAIR ? emit_field(b, p, PAIR, 1 + gen_below(g, 2)) : p;
}

static void keep(struct body *b, uint32_t slot, uint32_t p)
{
    uint32_t args[2] = {slot, p};
    if (gen_chance(b->g, 30) && b->role != ROLE_LEAF)
        emit_call(b, b->g->kept.hold, args, 2, VOID, false);
    else
        emit_store(b, slot, p);
}

/* Alone, or as a part of another one; by a function that may keep it, too. */
static void give(struct body *b, uint32_t slot, uint32_t p)
{
    struct gen *g = b->g;
    uint32_t args[2] = {slot, p};
    if (gen_chance(g, 30) && b->role != ROLE_LEAF) {
        emit_call(b, g->kept.hand_on, args, 2, VOID, false);
    } else if (gen_chance(g, 40)) {
        uint32_t whole = emit_heap(b, PAIR), q = rir_build_global(b->b, g->packet.queues[PAIR], 0);
        emit_zero(b, whole, PAIR);
        emit_store(b, emit_field(b, whole, PAIR, 1), p);
        emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(whole, q)}, NULL);
    } else {
        send_cell(b, p);
    }
}

static void await(struct body *b, uint32_t slot)
{
    if (gen_chance(b->g, 40) && b->role != ROLE_LEAF)
        emit_call(b, b->g->kept.await, &slot, 1, VOID, false);
    else
        receive_cell(b);
}

/* In a function that is called: the packet, or what is in the slot. */
static void look_at(struct body *b, uint32_t slot, uint32_t p)
{
    struct var v = {emit_load(b, slot), CELL, false};
    if (gen_chance(b->g, 50))
        p = without_null(b, v);
    emit_call(b, b->g->kept.peek, &p, 1, VOID, false);
}

/* A node that leads to itself, or to another one. */
static void call_twice(struct body *b)
{
    uint32_t n = emit_heap(b, NODE), next = n;
    emit_zero(b, n, NODE);
    if (gen_chance(b->g, 30))
        next = some_pointer(b, NODE);
    emit_store(b, emit_field(b, n, NODE, 2), next);
    emit_call(b, b->g->kept.twice, &n, 1, VOID, false);
}

/* Messages that refer to a variable of the program's. */
static void refer_to_static(struct body *b)
{
    uint32_t whole = emit_heap(b, PAIR), q = rir_build_global(b->b, b->g->packet.queues[PAIR], 0);
    uint32_t cell = some_global(b, CELL);
    emit_zero(b, whole, PAIR);
    if (cell != RIR_NONE)
        emit_store(b, emit_field(b, whole, PAIR, 1), cell);
    if (gen_chance(b->g, 30))
        emit_store(b, emit_field(b, whole, PAIR, 1), emit_heap(b, CELL));
    emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(whole, q)}, NULL);
}

void gen_kept(struct body *b)
{
    struct gen *g = b->g;
    if (!gen_chance(g, g->packets) || g->pure)
        return;
    if (gen_chance(g, 10)) {
        refer_to_static(b);
        return;
    }
    if (gen_chance(g, 10) && b->role != ROLE_LEAF) {
        call_twice(b);
        return;
    }
    uint32_t slot = a_slot(b), p = emit_heap(b, CELL);
    emit_zero(b, p, CELL);
    keep(b, slot, p);
    if (gen_chance(g, 35))
        clear(b, slot);
    give(b, slot, p);
    if (gen_chance(g, 10))
        emit_store(b, slot, p);
    if (gen_chance(g, 15) && b->role != ROLE_LEAF)
        look_at(b, slot, p);
    if (gen_chance(g, 35))
        clear(b, slot);
    if (gen_chance(g, 70))
        await(b, slot);
    if (gen_chance(g, 70)) /* looked at, but not followed */
        emit_load(b, slot);
}

static void fill_hold(struct body *b)
{
    uint32_t slot = rir_build_param(b->b, 0), p = rir_build_param(b->b, 1);
    emit_store(b, slot, p);
    if (gen_chance(b->g, 20))
        clear(b, slot);
    emit_ret(b, RIR_NONE);
}

static void fill_hand_on(struct body *b)
{
    uint32_t slot = rir_build_param(b->b, 0), p = rir_build_param(b->b, 1);
    if (gen_chance(b->g, 30))
        emit_store(b, slot, p);
    if (gen_chance(b->g, 30))
        clear(b, slot);
    send_cell(b, p);
    if (gen_chance(b->g, 30))
        clear(b, slot);
    if (gen_chance(b->g, 30))
        receive_cell(b);
    if (gen_chance(b->g, 20))
        clear(b, slot);
    emit_ret(b, RIR_NONE);
}

static void fill_await(struct body *b)
{
    uint32_t slot = rir_build_param(b->b, 0);
    if (gen_chance(b->g, 30))
        clear(b, slot);
    receive_cell(b);
    if (gen_chance(b->g, 30))
        clear(b, slot);
    emit_ret(b, RIR_NONE);
}

static void fill_peek(struct body *b)
{
    uint32_t p = rir_build_param(b->b, 0);
    if (gen_chance(b->g, 50))
        emit_read(b, p);
    else
        emit_write(b, p, some_integer(b));
    emit_ret(b, RIR_NONE);
}

/* n->next->pair = made; found = n->pair; send made; *found = 1; the other way round, too */
static void fill_twice(struct body *b)
{
    struct gen *g = b->g;
    uint32_t n = rir_build_param(b->b, 0), q = rir_build_global(b->b, g->packet.queues[PAIR], 0);
    struct var next = {emit_load(b, emit_field(b, n, NODE, 2)), NODE, false};
    uint32_t one = n, other = without_null(b, next), made = emit_heap(b, PAIR);
    if (gen_chance(g, 50)) {
        one = other;
        other = n;
    }
    emit_zero(b, made, PAIR);
    emit_store(b, emit_field(b, one, NODE, 0), made);
    struct var v = {emit_load(b, emit_field(b, other, NODE, 0)), PAIR, false};
    uint32_t found = without_null(b, v);
    emit_store(b, emit_field(b, one, NODE, 0), emit_null(b));
    bool swap = gen_chance(g, 40);
    emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(swap ? found : made, q)}, NULL);
    if (gen_chance(g, 70))
        emit_write(b, swap ? made : found, some_integer(b));
    emit_ret(b, RIR_NONE);
}

void gen_fill_kept(struct gen *g)
{
    struct body b = gen_start_body(g, g->kept.hold, ROLE_LEAF);
    fill_hold(&b);
    gen_end_body(&b);
    b = gen_start_body(g, g->kept.hand_on, ROLE_LEAF);
    fill_hand_on(&b);
    gen_end_body(&b);
    b = gen_start_body(g, g->kept.await, ROLE_LEAF);
    fill_await(&b);
    gen_end_body(&b);
    b = gen_start_body(g, g->kept.peek, ROLE_LEAF);
    fill_peek(&b);
    gen_end_body(&b);
    b = gen_start_body(g, g->kept.twice, ROLE_LEAF);
    fill_twice(&b);
    gen_end_body(&b);
}
