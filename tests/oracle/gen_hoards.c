/* Hoards: packets that wait in a table or a list of the task's own until they are sent.
 *
 * A table has a row of slots that are chosen by constants, counters and numbers that nobody knows;
 * a list is pushed to and popped from. What is taken out may be left in, too; a slot may be cleared
 * before, after, at another index or not at all; two slots may hold one packet, a list may have two
 * ends or be a ring; functions of the program take and put as well. After that something is
 * touched, or sent again. A solver that believes that a packet which is still held somewhere was
 * taken out says "proved". */
#include <stdio.h>

#include "gen_int.h"

struct hoard {
    uint32_t table; /* PAIRS */
    uint32_t list;  /* NODE_PTR */
    uint32_t kept;  /* an index that is used more than once */
    unsigned field; /* of the pairs */
};

static const uint8_t slot_type[] = {CELL_PTR}, put_types[] = {PAIRS, MODE, CELL},
                     get_types[] = {PAIRS, MODE}, list_type[] = {NODE_PTR},
                     push_types[] = {NODE_PTR, NODE};

void gen_declare_hoards(struct gen *g)
{
    struct ghoards *h = &g->hoard;
    h->take = gen_declare(g, "take_out", CELL, slot_type, 1, false);
    h->put = gen_declare(g, "put_at", VOID, put_types, 3, false);
    h->get = gen_declare(g, "get_at", CELL, get_types, 2, false);
    h->pop = gen_declare(g, "pop_node", NODE, list_type, 1, false);
    h->push = gen_declare(g, "push_node", VOID, push_types, 2, false);
}

/* ---- what is done to one packet ---- */

static uint32_t queue(struct body *b, enum shape s)
{
    return rir_build_global(b->b, b->g->packet.queues[s], 0);
}

static void send(struct body *b, uint32_t p, enum shape s)
{
    uint32_t q = queue(b, s), args[2] = {q, p};
    if (b->role != ROLE_LEAF && s == CELL && gen_chance(b->g, 20))
        gen_send_by_callee(b, p, s);
    else if (gen_chance(b->g, 30))
        emit_call(b, b->g->packet.give, args, 2, VOID, false);
    else if (b->g->freezes && gen_chance(b->g, 30))
        emit(b, (struct rir_insn){.op = RIR_FREEZE, ARGS(p)}, NULL);
    else
        emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(p, q)}, NULL);
}

static void touch(struct body *b, uint32_t p, enum shape s)
{
    emit_write(b, emit_field(b, p, s, s == NODE ? 1 : 0), some_integer(b));
}

static uint32_t fresh(struct body *b, enum shape s)
{
    uint32_t p = emit_heap(b, s);
    emit_zero(b, p, s);
    return p;
}

static uint32_t received(struct body *b, enum shape s)
{
    struct rir_scalar t = ptr_scalar();
    uint32_t q = queue(b, s), p = emit(b, (struct rir_insn){.op = RIR_RECEIVE, ARGS(q)}, &t);
    struct var v = {p, (uint8_t)s, false};
    return without_null(b, v);
}

static uint32_t new_one(struct body *b, enum shape s)
{
    return gen_chance(b->g, 75) ? fresh(b, s) : received(b, s);
}

struct test {
    uint32_t out, scope;
};

static struct test begin_if(struct body *b, uint32_t condition)
{
    uint32_t yes = new_block(b);
    struct test t = {new_block(b), b->vars.len};
    emit_cond(b, condition, yes, t.out);
    at_block(b, yes);
    return t;
}

static struct test begin_unless_null(struct body *b, uint32_t p)
{
    uint32_t null = emit_null(b);
    return begin_if(b, emit_cmp(b, RIR_P_NE, p, null, true));
}

static void end_unless(struct body *b, struct test t)
{
    emit_br(b, t.out);
    at_block(b, t.out);
    b->vars.len = t.scope;
}

static void touch_unless_null(struct body *b, uint32_t p, enum shape s)
{
    struct test out = begin_unless_null(b, p);
    if (gen_chance(b->g, 85))
        touch(b, p, s);
    else
        send(b, p, s);
    end_unless(b, out);
}

/* ---- tables ---- */

static uint32_t some_index(struct body *b, const struct hoard *h, uint32_t counter)
{
    uint32_t three = emit_const(b, 3), one = emit_const(b, 1);
    switch (gen_below(b->g, 8)) {
    case 0:
    case 1:
        return emit_const(b, gen_below(b->g, 4));
    case 2:
        return h->kept;
    case 3: /* the neighbour's */
        return emit_bin(b, RIR_B_AND, emit_bin(b, RIR_B_ADD, h->kept, one), three);
    case 4:
        return emit_bin(b, RIR_B_AND, some_integer(b), three);
    default:
        if (counter == RIR_NONE)
            return h->kept;
        return gen_chance(b->g, 80)
                   ? counter
                   : emit_bin(b, RIR_B_AND, emit_bin(b, RIR_B_ADD, counter, one), three);
    }
}

/* Its address is computed each time anew, as C code does it. */
static uint32_t slot_at(struct body *b, const struct hoard *h, uint32_t index)
{
    unsigned field = gen_chance(b->g, 95) ? h->field : 3 - h->field;
    return emit_field(b, emit_elem(b, h->table, index, PAIR), PAIR, field);
}

static void put(struct body *b, const struct hoard *h, uint32_t index, uint32_t p)
{
    uint32_t args[3] = {h->table, index, p};
    if (b->role != ROLE_LEAF && gen_chance(b->g, 20))
        emit_call(b, b->g->hoard.put, args, 3, VOID, false);
    else
        emit_store(b, slot_at(b, h, index), p);
}

static uint32_t look_at(struct body *b, const struct hoard *h, uint32_t index)
{
    uint32_t args[2] = {h->table, index}, at;
    if (b->role != ROLE_LEAF && gen_chance(b->g, 15))
        return emit_call(b, b->g->hoard.get, args, 2, CELL, false);
    at = slot_at(b, h, index);
    if (b->role != ROLE_LEAF && gen_chance(b->g, 15))
        return emit_call(b, b->g->hoard.take, &at, 1, CELL, false);
    return emit_load(b, at);
}

static void op_fill(struct body *b, const struct hoard *h)
{
    uint32_t scope = b->vars.len;
    bool same = gen_chance(b->g, 12), all = gen_chance(b->g, 70);
    uint32_t one = same ? new_one(b, CELL) : RIR_NONE;
    if (!all) {
        uint32_t i = some_index(b, h, RIR_NONE);
        put(b, h, i, same ? one : new_one(b, CELL));
        return;
    }
    struct loop l = for_begin(b, gen_below(b->g, 2), 4);
    uint32_t p = same ? one : new_one(b, CELL);
    put(b, h, gen_chance(b->g, 80) ? l.counter : some_index(b, h, l.counter), p);
    if (gen_chance(b->g, 8))
        put(b, h, some_index(b, h, l.counter), p);
    for_end(b, &l);
    b->vars.len = scope;
}

static void clear_slot(struct body *b, const struct hoard *h, uint32_t index, uint32_t counter)
{
    uint32_t at = gen_chance(b->g, 85) ? index : some_index(b, h, counter);
    emit_store(b, slot_at(b, h, at), gen_chance(b->g, 75) ? emit_null(b) : new_one(b, CELL));
}

/* x = t[i]; t[i] = NULL; send(x): with all of that done or not, before or after. */
static void take_and_send(struct body *b, const struct hoard *h, uint32_t index, uint32_t counter)
{
    struct gen *g = b->g;
    unsigned clears = gen_below(g, 10); /* before, or else after; or never */
    bool again = gen_chance(g, 30);
    uint32_t x = look_at(b, h, index);
    if (clears < 6)
        clear_slot(b, h, index, counter);
    struct test out = begin_unless_null(b, x);
    if (gen_chance(g, 10))
        put(b, h, some_index(b, h, counter), x);
    if (again && gen_chance(g, 50)) { /* if (t[i]) send(t[i]): loaded twice */
        uint32_t y = emit_load(b, slot_at(b, h, index));
        struct test inner = begin_unless_null(b, y);
        send(b, y, CELL);
        end_unless(b, inner);
    } else {
        if (gen_chance(g, 50))
            touch(b, x, CELL);
        send(b, x, CELL);
    }
    if (gen_chance(g, 10))
        touch(b, x, CELL);
    end_unless(b, out);
    if (clears >= 6 && clears < 9)
        clear_slot(b, h, index, counter);
}

static void op_take(struct body *b, const struct hoard *h)
{
    uint32_t scope = b->vars.len;
    if (gen_chance(b->g, 40)) {
        take_and_send(b, h, some_index(b, h, RIR_NONE), RIR_NONE);
        return;
    }
    struct loop l = for_begin(b, gen_below(b->g, 2), 4);
    take_and_send(b, h, gen_chance(b->g, 70) ? l.counter : some_index(b, h, l.counter), l.counter);
    for_end(b, &l);
    b->vars.len = scope;
}

/* Two slots change places, or one of them is lost. */
static void op_swap(struct body *b, const struct hoard *h)
{
    uint32_t i = some_index(b, h, RIR_NONE), k = some_index(b, h, RIR_NONE);
    uint32_t x = emit_load(b, slot_at(b, h, i)), y = emit_load(b, slot_at(b, h, k));
    bool both = gen_chance(b->g, 70), first = gen_chance(b->g, 50);
    if (both || first)
        emit_store(b, slot_at(b, h, i), y);
    if (both || !first)
        emit_store(b, slot_at(b, h, k), x);
    if (gen_chance(b->g, 30))
        touch_unless_null(b, gen_chance(b->g, 50) ? x : y, CELL);
}

/* To another slot; the one that it came from is cleared, more often than once. */
static void move_one(struct body *b, const struct hoard *h, uint32_t index, uint32_t counter)
{
    struct hoard to = *h;
    if (gen_chance(b->g, 60))
        to.field = 3 - h->field;
    uint32_t x = emit_load(b, slot_at(b, h, index));
    emit_store(b, slot_at(b, h, index), emit_null(b));
    uint32_t at = gen_chance(b->g, 50) ? index : some_index(b, h, counter);
    struct test out = begin_unless_null(b, x);
    if (counter != RIR_NONE && gen_chance(b->g, 50)) { /* in one round only */
        uint32_t k = emit_const(b, gen_below(b->g, 3));
        struct test one = begin_if(b, emit_cmp(b, RIR_P_EQ, counter, k, false));
        emit_store(b, slot_at(b, &to, at), x);
        end_unless(b, one);
    } else {
        emit_store(b, slot_at(b, &to, at), x);
    }
    if (gen_chance(b->g, 70))
        emit_store(b, slot_at(b, h, index), gen_chance(b->g, 50) ? emit_null(b) : fresh(b, CELL));
    if (gen_chance(b->g, 30))
        send(b, x, CELL);
    end_unless(b, out);
    if (gen_chance(b->g, 50))
        touch_unless_null(b, emit_load(b, slot_at(b, &to, at)), CELL);
}

static void op_move(struct body *b, const struct hoard *h)
{
    uint32_t scope = b->vars.len;
    if (gen_chance(b->g, 40)) {
        move_one(b, h, some_index(b, h, RIR_NONE), RIR_NONE);
        return;
    }
    struct loop l = for_begin(b, 0, 4);
    move_one(b, h, l.counter, l.counter);
    for_end(b, &l);
    b->vars.len = scope;
}

/* Something else may lie there by now. */
static void op_again(struct body *b, const struct hoard *h)
{
    uint32_t i = some_index(b, h, RIR_NONE), x = emit_load(b, slot_at(b, h, i));
    uint32_t y = new_one(b, CELL);
    put(b, h, some_index(b, h, RIR_NONE), y);
    uint32_t z = emit_load(b, slot_at(b, h, i));
    struct test out = begin_unless_null(b, z);
    send(b, z, CELL);
    end_unless(b, out);
    touch_unless_null(b, gen_chance(b->g, 50) ? y : x, CELL);
}

static void op_copy(struct body *b, const struct hoard *h)
{
    uint32_t to = emit_elem(b, h->table, some_index(b, h, RIR_NONE), PAIR);
    uint32_t from = emit_elem(b, h->table, some_index(b, h, RIR_NONE), PAIR);
    uint32_t n = emit_const(b, layouts[PAIR].size);
    emit(b, (struct rir_insn){.op = RIR_COPY, ARGS(to, from, n)}, NULL);
    if (gen_chance(b->g, 60))
        emit_zero(b, from, PAIR);
}

static void op_touch(struct body *b, const struct hoard *h)
{
    uint32_t scope = b->vars.len;
    if (gen_chance(b->g, 50)) {
        touch_unless_null(b, look_at(b, h, some_index(b, h, RIR_NONE)), CELL);
        return;
    }
    struct loop l = for_begin(b, 0, 4);
    touch_unless_null(b, look_at(b, h, l.counter), CELL);
    for_end(b, &l);
    b->vars.len = scope;
}

/* ---- lists ---- */

static uint32_t next_of(struct body *b, uint32_t node)
{
    return emit_field(b, node, NODE, 2);
}

static void push(struct body *b, const struct hoard *h, uint32_t node)
{
    uint32_t args[2] = {h->list, node};
    if (b->role != ROLE_LEAF && gen_chance(b->g, 20)) {
        emit_call(b, b->g->hoard.push, args, 2, VOID, false);
        return;
    }
    emit_store(b, next_of(b, node), emit_load(b, h->list));
    emit_store(b, h->list, node);
}

static void op_push(struct body *b, const struct hoard *h)
{
    uint32_t scope = b->vars.len;
    if (gen_chance(b->g, 30)) {
        push(b, h, new_one(b, NODE));
        return;
    }
    struct loop l = for_begin(b, 0, 2 + gen_below(b->g, 2));
    uint32_t node = new_one(b, NODE);
    push(b, h, node);
    if (gen_chance(b->g, 20))
        emit_store(b, emit_field(b, node, NODE, 0), fresh(b, PAIR));
    for_end(b, &l);
    b->vars.len = scope;
}

static uint32_t pop(struct body *b, const struct hoard *h)
{
    struct gen *g = b->g;
    uint32_t list = h->list;
    if (b->role != ROLE_LEAF && gen_chance(g, 20))
        return emit_call(b, g->hoard.pop, &list, 1, NODE, false);
    uint32_t n = emit_load(b, list);
    struct test out = begin_unless_null(b, n);
    if (gen_chance(g, 95))
        emit_store(b, list, emit_load(b, next_of(b, n)));
    if (gen_chance(g, 75))
        emit_store(b, next_of(b, n), emit_null(b));
    end_unless(b, out);
    return n;
}

static void pop_and_send(struct body *b, const struct hoard *h)
{
    uint32_t n = pop(b, h);
    struct test out = begin_unless_null(b, n);
    if (gen_chance(b->g, 50))
        touch(b, n, NODE);
    if (gen_chance(b->g, 8))
        push(b, h, n);
    send(b, n, NODE);
    if (gen_chance(b->g, 8))
        touch(b, n, NODE);
    end_unless(b, out);
}

static void op_pop(struct body *b, const struct hoard *h)
{
    uint32_t scope = b->vars.len;
    if (gen_chance(b->g, 40)) {
        pop_and_send(b, h);
        return;
    }
    struct loop l = for_begin(b, 0, 3);
    pop_and_send(b, h);
    for_end(b, &l);
    b->vars.len = scope;
}

/* The list as a whole goes, or what its first node leads to. */
static void op_send_whole(struct body *b, const struct hoard *h)
{
    uint32_t n = emit_load(b, h->list);
    if (gen_chance(b->g, 70))
        emit_store(b, h->list, emit_null(b));
    struct test out = begin_unless_null(b, n);
    send(b, n, NODE);
    end_unless(b, out);
}

/* Two ends, a ring, a tail that is shared. */
static void op_tie(struct body *b, const struct hoard *h)
{
    uint32_t n = emit_load(b, h->list);
    struct test out = begin_unless_null(b, n);
    uint32_t m = gen_chance(b->g, 50) ? emit_load(b, next_of(b, n)) : new_one(b, NODE);
    struct test inner = begin_unless_null(b, m);
    emit_store(b, next_of(b, m), gen_chance(b->g, 50) ? n : emit_load(b, next_of(b, n)));
    if (gen_chance(b->g, 40))
        emit_store(b, h->list, m);
    end_unless(b, inner);
    end_unless(b, out);
}

static void op_walk(struct body *b, const struct hoard *h)
{
    uint32_t scope = b->vars.len, now, next;
    struct loop l = loop_carrying(b, 3, emit_load(b, h->list), &now, &next);
    uint32_t from = b->block, yes = new_block(b), out = new_block(b), null = emit_null(b);
    emit_cond(b, emit_cmp(b, RIR_P_NE, now, null, true), yes, out);
    at_block(b, yes);
    touch(b, now, NODE);
    uint32_t after = emit_load(b, next_of(b, now)), ways[2] = {null, after},
             blocks[2] = {from, yes};
    emit_br(b, out);
    at_block(b, out);
    rir_build_bind(b->b, next);
    emit_phi(b, ways, blocks, 2, true);
    loop_end(b, &l);
    b->vars.len = scope;
}

/* ---- */

static void one_op(struct body *b, const struct hoard *h, bool list)
{
    static void (*const table_ops[])(struct body *, const struct hoard *) = {
        op_fill, op_fill,  op_take,  op_take, op_take, op_swap,
        op_copy, op_touch, op_touch, op_move, op_move, op_again};
    static void (*const list_ops[])(struct body *, const struct hoard *) = {
        op_push, op_push, op_pop,  op_pop,  op_pop, op_send_whole,
        op_tie,  op_walk, op_walk, op_push, op_pop, op_send_whole};
    unsigned k = gen_below(b->g, 12);
    (list ? list_ops : table_ops)[k](b, h);
}

void gen_hoard(struct body *b)
{
    struct gen *g = b->g;
    bool list = gen_chance(g, 40), heap = gen_chance(g, 50);
    uint32_t scope = b->vars.len, three = emit_const(b, 3);
    struct hoard h = {.field = 1 + gen_below(g, 2)};
    h.kept = emit_bin(b, RIR_B_AND, some_integer(b), three);
    enum shape s = list ? NODE_PTR : PAIRS;
    uint32_t p = heap ? emit_heap(b, s) : emit_stack(b, s);
    emit_zero(b, p, s);
    h.table = h.list = p;
    (list ? op_push : op_fill)(b, &h);
    if (!list && gen_chance(g, 10)) { /* others hold what is in it, too */
        uint32_t x = emit_load(b, slot_at(b, &h, h.kept));
        emit_store(b, some_pointer(b, CELL_PTR), x);
    }
    bool rounds = gen_chance(g, 30);
    struct loop l = {0};
    if (rounds) {
        l = for_begin(b, 0, 3);
        remember(b, l.counter, INTEGER, true);
    }
    for (unsigned n = 2 + gen_below(g, 5); n > 0; n--)
        one_op(b, &h, list);
    if (rounds)
        for_end(b, &l);
    b->vars.len = scope;
}

/* ---- functions ---- */

static void fill_take(struct body *b)
{
    uint32_t slot = rir_build_param(b->b, 0), x = emit_load(b, slot);
    if (gen_chance(b->g, 80))
        emit_store(b, slot, emit_null(b));
    emit_ret(b, x);
}

static void fill_put(struct body *b)
{
    struct hoard h = {.table = rir_build_param(b->b, 0), .field = 1 + gen_below(b->g, 2)};
    uint32_t i = rir_build_param(b->b, 1), p = rir_build_param(b->b, 2);
    h.kept = i;
    emit_store(b, slot_at(b, &h, i), p);
    if (gen_chance(b->g, 10))
        emit_store(b, slot_at(b, &h, some_index(b, &h, RIR_NONE)), p);
    emit_ret(b, RIR_NONE);
}

static void fill_get(struct body *b)
{
    struct hoard h = {.table = rir_build_param(b->b, 0), .field = 1 + gen_below(b->g, 2)};
    uint32_t i = rir_build_param(b->b, 1);
    h.kept = i;
    uint32_t x = emit_load(b, slot_at(b, &h, i));
    if (gen_chance(b->g, 80))
        emit_store(b, slot_at(b, &h, gen_chance(b->g, 85) ? i : some_index(b, &h, RIR_NONE)),
                   emit_null(b));
    if (gen_chance(b->g, 15))
        touch_unless_null(b, x, CELL);
    emit_ret(b, x);
}

static void fill_pop(struct body *b)
{
    struct hoard h = {.list = rir_build_param(b->b, 0)};
    emit_ret(b, pop(b, &h));
}

static void fill_push(struct body *b)
{
    struct hoard h = {.list = rir_build_param(b->b, 0)};
    push(b, &h, rir_build_param(b->b, 1));
    emit_ret(b, RIR_NONE);
}

void gen_fill_hoards(struct gen *g)
{
    const struct {
        uint32_t func;
        void (*fill)(struct body *b);
    } all[] = {{g->hoard.take, fill_take},
               {g->hoard.put, fill_put},
               {g->hoard.get, fill_get},
               {g->hoard.pop, fill_pop},
               {g->hoard.push, fill_push}};
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        struct body b = gen_start_body(g, all[i].func, ROLE_LEAF);
        all[i].fill(&b);
        gen_end_body(&b);
    }
}
