/* Packets: objects that are sent through channels, received, and frozen. There is a channel for
 * each shape, so that what is received has the shape that is expected.
 *
 * Most packets are made to be sent and forgotten; some stay known, by a part or another name, so
 * that later statements touch them. */
#include <stdio.h>

#include "gen_int.h"

static const uint8_t sent_shapes[SENT_SHAPES] = {CELL, PAIR, PAIR, NODE, NODE, BOX};

void gen_declare_packets(struct gen *g)
{
    static const uint8_t give[] = {VOID, VOID}, take[] = {VOID}, into[] = {VOID, CELL_PTR};
    struct gpackets *p = &g->packet;
    char name[24];
    for (unsigned s = 0; s < NSHAPES; s++) {
        snprintf(name, sizeof name, "queue_%u", s);
        struct rir_global v = {.name = name,
                               .linkage = RIR_INTERNAL,
                               .flags = RIR_GLOBAL_DEFINED | RIR_GLOBAL_CHANNEL,
                               .type = RIR_NONE,
                               .size = 8,
                               .align = 8};
        p->queues[s] = rir_add_global(g->m, &v);
    }
    struct rir_global empty = {.name = "no_cell",
                               .linkage = RIR_INTERNAL,
                               .flags = RIR_GLOBAL_DEFINED | RIR_GLOBAL_CONST,
                               .type = g->types[CELL],
                               .size = layouts[CELL].size,
                               .align = 8};
    p->constant = rir_add_global(g->m, &empty);
    p->give = gen_declare(g, "give_packet", VOID, give, 2, false);
    gen_annotate(g, p->give, RIR_ANN_SENDS, 2, 0);
    p->try_give = gen_declare(g, "try_give_packet", INTEGER, give, 2, false);
    gen_annotate(g, p->try_give, RIR_ANN_SENDS_IF, 2, 0);
    p->take = gen_declare(g, "get_packet", CELL, take, 1, false);
    gen_annotate(g, p->take, RIR_ANN_RECEIVES, 0, 0);
    p->take_into = gen_declare(g, "get_into", INTEGER, into, 2, false);
    gen_annotate(g, p->take_into, RIR_ANN_RECEIVES_INTO_IF, 2, 0);
    p->give_copy = gen_declare(g, "give_copy", VOID, take, 1, false);
    gen_annotate(g, p->give_copy, RIR_ANN_SENDS_COPY, 1, 0);
    p->seal = gen_declare(g, "seal", CELL, take, 1, false);
    gen_annotate(g, p->seal, RIR_ANN_FREEZES, 1, 0);
    for (unsigned i = 0; i < sizeof sent_shapes; i++) { /* a shape that comes twice has two */
        snprintf(name, sizeof name, "pass_%u", i);
        p->pass[i] = gen_declare(g, name, INTEGER, &sent_shapes[i], 1, false);
    }
    gen_declare_relay(g);
}

static uint32_t queue(struct body *b, enum shape s)
{
    return rir_build_global(b->b, b->g->packet.queues[s], 0);
}

/* What a field of a packet leads to: a part of its own, or something that is known elsewhere. */
static uint32_t new_part(struct body *b, enum shape s)
{
    unsigned kind = b->g->pure ? 9 : gen_below(b->g, 10);
    if (kind < 3)
        return any_pointer(b, s).value;
    if (kind == 4 && s == CELL)
        return rir_build_global(b->b, b->g->packet.constant, 0);
    uint32_t p = emit_heap(b, s);
    emit_zero(b, p, s);
    if (kind == 3)
        remember(b, p, s, true);
    return p;
}

static uint32_t new_packet(struct body *b, enum shape s)
{
    uint32_t p = emit_heap(b, s);
    emit_zero(b, p, s);
    for (unsigned f = 0; f < layouts[s].nfields; f++)
        if (layouts[s].fields[f].kind == F_PTR && gen_chance(b->g, 50))
            emit_store(b, emit_field(b, p, s, f), new_part(b, (enum shape)layouts[s].fields[f].to));
    return p;
}

/* Touches the packet, or what it leads to. */
static void use(struct body *b, uint32_t p, enum shape s)
{
    unsigned f = gen_below(b->g, layouts[s].nfields);
    for (f = 0; b->g->pure && layouts[s].fields[f].kind != F_INT;)
        f++;
    if (layouts[s].fields[f].kind == F_INT)
        emit_write(b, emit_field(b, p, s, f), some_integer(b));
    else if (layouts[s].fields[f].kind == F_PTR)
        remember(b, emit_load(b, emit_field(b, p, s, f)), (enum shape)layouts[s].fields[f].to,
                 false);
}

/* The one or the other on two ways; what they have in common comes after it. */
static void if_zero(struct body *b, uint32_t number, uint32_t p, enum shape s, bool zero)
{
    uint32_t yes = new_block(b), out = new_block(b), none = emit_const(b, 0);
    uint32_t is = emit_cmp(b, zero ? RIR_P_EQ : RIR_P_NE, number, none, false);
    uint32_t scope = b->vars.len;
    emit_cond(b, is, yes, out);
    at_block(b, yes);
    use(b, p, s);
    emit_br(b, out);
    b->vars.len = scope;
    at_block(b, out);
}

/* In a function of the program, which may or may not do it, and may say so. */
void gen_send_by_callee(struct body *b, uint32_t p, enum shape s)
{
    unsigned i = gen_below(b->g, SENT_SHAPES);
    while (sent_shapes[i] != s)
        i = (i + 1) % SENT_SHAPES;
    uint32_t r = emit_call(b, b->g->packet.pass[i], &p, 1, INTEGER, false);
    if (gen_chance(b->g, 60))
        if_zero(b, r, p, s, gen_chance(b->g, 70));
}

/* By a queue that copies what the variable holds; now and then once more, if it is not cleared. */
static void send_copy(struct body *b, uint32_t p)
{
    uint32_t slot = emit_stack(b, CELL_PTR);
    emit_store(b, slot, p);
    emit_call(b, b->g->packet.give_copy, &slot, 1, VOID, false);
    if (b->g->line % 3 == 0)
        emit_store(b, slot, emit_null(b));
    if (b->g->line % 7 == 0)
        emit_call(b, b->g->packet.give_copy, &slot, 1, VOID, false);
}

static void send(struct body *b, uint32_t p, enum shape s)
{
    struct gen *g = b->g;
    uint32_t q = queue(b, s), args[2] = {q, p};
    if (b->role != ROLE_LEAF && gen_chance(g, 30)) {
        gen_send_by_callee(b, p, s);
        return;
    }
    switch (gen_below(g, 4)) {
    case 0:
        emit_call(b, g->packet.give, args, 2, VOID, false);
        break;
    case 1: { /* after a test of whether it was sent, or without one */
        uint32_t r = emit_call(b, g->packet.try_give, args, 2, INTEGER, false);
        if (gen_chance(g, 70))
            if_zero(b, r, p, s, gen_chance(g, 20));
        break;
    }
    default:
        if (g->line % 6 == 0) /* without a random number: the rest of the program is the same */
            send_copy(b, p);
        else
            emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(p, q)}, NULL);
    }
}

void gen_send_and_forget(struct body *b, uint32_t at, enum shape s)
{
    uint32_t p = emit_load(b, at), q = queue(b, s);
    emit_store(b, at, emit_null(b));
    emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(p, q)}, NULL);
}

static void send_something(struct body *b, enum shape s)
{
    uint32_t scope = b->vars.len;
    bool own = b->g->pure || gen_chance(b->g, 75);
    uint32_t p = own ? new_packet(b, s) : some_pointer(b, s);
    if (gen_chance(b->g, 40))
        use(b, p, s);
    if (own && (b->g->pure || gen_chance(b->g, 80))) /* nor what is known of it */
        b->vars.len = scope;
    send(b, p, s);
    if (own && !b->g->pure && gen_chance(b->g, 15))
        remember(b, p, s, true);
    if (gen_chance(b->g, 10))
        use(b, p, s);
}

static uint32_t received(struct body *b, enum shape s)
{
    struct gen *g = b->g;
    struct rir_scalar t = ptr_scalar();
    uint32_t q = queue(b, s), args[2] = {q, 0};
    switch (gen_below(g, 3)) {
    case 0:
        return emit_call(b, g->packet.take, args, 1, s, false);
    case 1:
        if (s == CELL || s == NODE) {
            enum shape slot = s == CELL ? CELL_PTR : NODE_PTR;
            args[1] = emit_stack(b, slot);
            emit_zero(b, args[1], slot);
            emit_call(b, g->packet.take_into, args, 2, INTEGER, false);
            return emit_load(b, args[1]);
        }
        __attribute__((fallthrough));
    default:
        return emit(b, (struct rir_insn){.op = RIR_RECEIVE, ARGS(q)}, &t);
    }
}

static void receive(struct body *b, enum shape s)
{
    uint32_t p = received(b, s);
    struct var v = {p, (uint8_t)s, false};
    if (b->g->pure || gen_chance(b->g, 60))
        use(b, without_null(b, v), s);
    else
        remember(b, p, s, false);
}

/* In one variable, round by round: received, used and sent on; or made and sent. */
static void forward(struct body *b, enum shape s)
{
    struct loop l = loop_begin(b, 2 + (int64_t)gen_below(b->g, 2));
    uint32_t scope = b->vars.len, p;
    if (gen_chance(b->g, 50)) {
        struct var v = {received(b, s), (uint8_t)s, false};
        p = without_null(b, v);
    } else {
        p = new_packet(b, s);
    }
    use(b, p, s);
    send(b, p, s);
    b->vars.len = scope;
    loop_end(b, &l);
}

static void freeze(struct body *b, enum shape s)
{
    bool own = b->g->pure || gen_chance(b->g, 80);
    uint32_t p = own ? new_packet(b, s) : some_pointer(b, s), args[1] = {p};
    if (gen_chance(b->g, 30))
        p = emit_call(b, b->g->packet.seal, args, 1, s, false);
    else
        emit(b, (struct rir_insn){.op = RIR_FREEZE, ARGS(p)}, NULL);
    if (!b->g->pure && gen_chance(b->g, 30))
        remember(b, p, s, true);
    if (gen_chance(b->g, 40))
        send(b, p, s);
}

void gen_packets(struct body *b)
{
    struct gen *g = b->g;
    gen_immutable(b);
    gen_pipes(b);
    if (!gen_chance(g, g->packets))
        return;
    enum shape s = (enum shape)sent_shapes[gen_below(g, sizeof sent_shapes)];
    switch (gen_below(g, 8)) {
    case 0:
        gen_relay(b, queue(b, CELL));
        __attribute__((fallthrough));
    case 1:
    case 2:
        send_something(b, s);
        break;
    case 3:
    case 4:
        receive(b, s);
        break;
    case 5:
        if (b->nesting < 2) {
            b->nesting++;
            forward(b, s);
            b->nesting--;
            break;
        }
        __attribute__((fallthrough));
    case 6:
        send_something(b, s);
        break;
    default:
        if (gen_chance(g, g->freezes))
            freeze(b, s);
    }
}

/* A part, where there is one that is no null, or the packet. */
static uint32_t part_or_all(struct body *b, uint32_t p, enum shape *s)
{
    unsigned f = gen_below(b->g, layouts[*s].nfields);
    enum shape to = (enum shape)layouts[*s].fields[f].to;
    bool part = layouts[*s].fields[f].kind == F_PTR && (to == CELL || to == PAIR || to == NODE);
    if (!part || gen_chance(b->g, 60))
        return p;
    struct var v = {emit_load(b, emit_field(b, p, *s, f)), (uint8_t)to, false};
    *s = to;
    return without_null(b, v);
}

static void fill_pass(struct body *b, enum shape s)
{
    uint32_t p = rir_build_param(b->b, 0);
    if (!b->g->pure && gen_chance(b->g, 20)) { /* by another one, or not at all */
        remember(b, p, s, true);
        gen_statements(b, 2);
        emit_ret(b, emit_const(b, 0));
        return;
    }
    uint32_t yes = new_block(b), no = new_block(b), zero = emit_const(b, 0);
    bool may_fail = gen_chance(b->g, 50);
    uint32_t fails = may_fail ? emit_input(b) : zero;
    emit_cond(b, emit_cmp(b, RIR_P_EQ, fails, zero, false), yes, no);
    at_block(b, yes);
    enum shape what = s;
    uint32_t q, sent = part_or_all(b, p, &what);
    q = queue(b, what);
    if (b->g->freezes && gen_chance(b->g, 25))
        emit(b, (struct rir_insn){.op = RIR_FREEZE, ARGS(sent)}, NULL);
    else
        emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(sent, q)}, NULL);
    gen_leave(b);
    emit_ret(b, emit_const(b, 1));
    at_block(b, no);
    emit_ret(b, zero);
}

void gen_fill_packets(struct gen *g)
{
    for (unsigned i = 0; i < SENT_SHAPES; i++) {
        struct body b = gen_start_body(g, g->packet.pass[i], ROLE_LEAF);
        fill_pass(&b, (enum shape)sent_shapes[i]);
        gen_end_body(&b);
    }
    gen_fill_relay(g);
}
