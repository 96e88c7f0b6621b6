/* Single instructions for the generator: thin wrappers around the builder that fill in types,
 * source types and a site of its own for every operation. */
#include "gen_int.h"

unsigned gen_below(struct gen *g, unsigned n)
{
    uint64_t z = g->rng += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (unsigned)((z ^ (z >> 31)) % n);
}

bool gen_chance(struct gen *g, unsigned percent)
{
    return gen_below(g, 100) < percent;
}

struct rir_scalar ptr_scalar(void)
{
    return (struct rir_scalar){.bits = 64, .cls = RIR_PTR};
}

struct rir_scalar int_scalar(unsigned bits)
{
    return (struct rir_scalar){.bits = (uint16_t)bits, .cls = RIR_INT};
}

static enum rir_site_kind site_kind(uint8_t op)
{
    switch (op) {
    case RIR_LOAD:
    case RIR_READ:
        return RIR_SITE_LOAD;
    case RIR_STORE:
    case RIR_WRITE:
        return RIR_SITE_STORE;
    case RIR_COPY:
        return RIR_SITE_COPY;
    case RIR_FILL:
        return RIR_SITE_FILL;
    case RIR_RMW:
    case RIR_CAS:
        return RIR_SITE_ATOMIC;
    default:
        return RIR_SITE_CALL;
    }
}

uint32_t emit(struct body *b, struct rir_insn in, const struct rir_scalar *result)
{
    if (in.op != RIR_FIELD && in.op != RIR_ELEM && in.op != RIR_CALL && in.op != RIR_START)
        in.ref = RIR_NONE;
    if (in.op != RIR_FIELD)
        in.field = RIR_NONE;
    in.src = RIR_NONE;
    in.site = RIR_NONE;
    if (rir_needs_site(in.op)) {
        struct rir_pos pos = {.file = "gen.c", .line = ++b->g->line, .col = 1};
        in.site = rir_build_site(b->b, site_kind(in.op), pos);
    }
    in.nresults = result ? (in.op == RIR_CAS ? 2 : 1) : 0;
    return rir_build_insn(b->b, &in, result);
}

uint32_t emit_const(struct body *b, int64_t v)
{
    return rir_build_const(b->b, int_scalar(64), v);
}

uint32_t emit_null(struct body *b)
{
    return rir_build_null(b->b);
}

static uint32_t emit1(struct body *b, struct rir_insn in, struct rir_scalar t)
{
    return emit(b, in, &t);
}

uint32_t emit_load(struct body *b, uint32_t p)
{
    return emit1(b, (struct rir_insn){.op = RIR_LOAD, ARGS(p)}, ptr_scalar());
}

void emit_store(struct body *b, uint32_t p, uint32_t v)
{
    emit(b, (struct rir_insn){.op = RIR_STORE, ARGS(p, v)}, NULL);
}

/* Integers of the program lie in memory as i32, so that reading one is no load of a pointer. */
uint32_t emit_read(struct body *b, uint32_t p)
{
    uint32_t v = emit1(b, (struct rir_insn){.op = RIR_READ, ARGS(p)}, int_scalar(32));
    return emit1(b, (struct rir_insn){.op = RIR_UN, .sub = RIR_U_ZEXT, ARGS(v)}, int_scalar(64));
}

void emit_write(struct body *b, uint32_t p, uint32_t v)
{
    uint32_t t =
        emit1(b, (struct rir_insn){.op = RIR_UN, .sub = RIR_U_TRUNC, ARGS(v)}, int_scalar(32));
    emit(b, (struct rir_insn){.op = RIR_WRITE, ARGS(p, t)}, NULL);
}

/* Now and then as bytes, without the struct: what a cast or container_of looks like. */
uint32_t emit_field(struct body *b, uint32_t p, enum shape s, unsigned field)
{
    struct rir_insn in = {.op = RIR_FIELD,
                          .ref = b->g->types[s],
                          .field = field,
                          .imm = layouts[s].fields[field].offset,
                          ARGS(p)};
    bool pointer = s == CELL_PTR || s == NODE_PTR; /* C has no struct for it */
    if (pointer && b->g->immutable != NSHAPES)
        in.ref = in.field = RIR_NONE;
    if (gen_chance(b->g, 10)) {
        in.ref = in.field = RIR_NONE;
        if (gen_chance(b->g, 50)) {
            uint32_t n = emit_const(b, in.imm);
            return emit1(b, (struct rir_insn){.op = RIR_OFFSET, ARGS(p, n)}, ptr_scalar());
        }
    }
    return emit1(b, in, ptr_scalar());
}

uint32_t emit_elem(struct body *b, uint32_t p, uint32_t index, enum shape s)
{
    struct rir_insn in = {
        .op = RIR_ELEM, .ref = b->g->types[s], .imm = layouts[s].size, ARGS(p, index)};
    return emit1(b, in, ptr_scalar());
}

uint32_t emit_word(struct body *b, uint32_t array, uint32_t index)
{
    struct rir_insn in = {.op = RIR_ELEM, .ref = RIR_NONE, .imm = 8, ARGS(array, index)};
    return emit1(b, in, ptr_scalar());
}

uint32_t emit_bin(struct body *b, enum rir_bin op, uint32_t x, uint32_t y)
{
    return emit1(b, (struct rir_insn){.op = RIR_BIN, .sub = (uint8_t)op, ARGS(x, y)},
                 int_scalar(64));
}

uint32_t emit_cmp(struct body *b, enum rir_pred p, uint32_t x, uint32_t y, bool pointers)
{
    (void)pointers;
    return emit1(b, (struct rir_insn){.op = RIR_CMP, .sub = (uint8_t)p, ARGS(x, y)}, int_scalar(1));
}

uint32_t emit_select(struct body *b, uint32_t c, uint32_t x, uint32_t y, bool pointers)
{
    return emit1(b, (struct rir_insn){.op = RIR_SELECT, ARGS(c, x, y)},
                 pointers ? ptr_scalar() : int_scalar(64));
}

uint32_t emit_phi(struct body *b, const uint32_t *values, const uint32_t *blocks, unsigned n,
                  bool pointers)
{
    struct rir_insn in = {.op = RIR_PHI,
                          .args = (uint32_t *)values,
                          .nargs = n,
                          .blocks = (uint32_t *)blocks,
                          .nblocks = n};
    return emit1(b, in, pointers ? ptr_scalar() : int_scalar(64));
}

uint32_t emit_call(struct body *b, uint32_t func, const uint32_t *args, unsigned n,
                   enum shape result, bool by_value)
{
    struct rir_argpos pos[4];
    for (unsigned i = 0; i < n && i < 4; i++)
        pos[i] = (struct rir_argpos){.cpos = (uint16_t)(i + 1)};
    pos[0].flags = RIR_ARG_BYVAL;
    struct rir_insn in = {.op = RIR_CALL,
                          .ref = func,
                          .args = (uint32_t *)args,
                          .nargs = n,
                          .pos = by_value ? pos : NULL};
    struct rir_scalar t = result == INTEGER ? int_scalar(64) : ptr_scalar();
    return emit(b, in, result == VOID ? NULL : &t);
}

uint32_t emit_calli(struct body *b, uint32_t fn, const uint32_t *args, unsigned n,
                    enum shape result)
{
    uint32_t all[8] = {fn};
    for (unsigned i = 0; i < n && i < 7; i++)
        all[i + 1] = args[i];
    struct rir_insn in = {.op = RIR_CALLI, .args = all, .nargs = n + 1};
    struct rir_scalar t = result == INTEGER ? int_scalar(64) : ptr_scalar();
    return emit(b, in, result == VOID ? NULL : &t);
}

uint32_t emit_stack(struct body *b, enum shape s)
{
    struct rir_insn in = {.op = RIR_STACK, .imm = layouts[s].size};
    uint32_t p = emit1(b, in, ptr_scalar());
    rir_build_name(b->b, p, NULL, b->g->ptr_types[s]);
    return p;
}

uint32_t emit_heap(struct body *b, enum shape s)
{
    uint32_t n = emit_const(b, layouts[s].size);
    return emit1(b, (struct rir_insn){.op = RIR_ALLOC, ARGS(n)}, ptr_scalar());
}

void emit_zero(struct body *b, uint32_t p, enum shape s)
{
    uint32_t zero = rir_build_const(b->b, int_scalar(8), 0), n = emit_const(b, layouts[s].size);
    emit(b, (struct rir_insn){.op = RIR_FILL, ARGS(p, zero, n)}, NULL);
}

void emit_br(struct body *b, uint32_t block)
{
    emit(b, (struct rir_insn){.op = RIR_BR, .blocks = &block, .nblocks = 1}, NULL);
}

void emit_cond(struct body *b, uint32_t c, uint32_t yes, uint32_t no)
{
    uint32_t blocks[2] = {yes, no};
    emit(b, (struct rir_insn){.op = RIR_COND, ARGS(c), .blocks = blocks, .nblocks = 2}, NULL);
}

void emit_ret(struct body *b, uint32_t value)
{
    struct rir_insn in = {.op = RIR_RET, .args = &value, .nargs = value == RIR_NONE ? 0 : 1};
    emit(b, in, NULL);
}

uint32_t new_block(struct body *b)
{
    return rir_build_block(b->b, NULL);
}

void at_block(struct body *b, uint32_t block)
{
    b->block = block;
    rir_build_at(b->b, block);
}

uint32_t emit_input(struct body *b)
{
    return emit_call(b, b->g->input, NULL, 0, INTEGER, false);
}

static struct loop counted(struct body *b, int64_t first)
{
    struct loop l = {.head = new_block(b)};
    uint32_t from = b->block, args[2] = {emit_const(b, first), 0}, blocks[2] = {from, 0};
    emit_br(b, l.head);
    at_block(b, l.head);
    l.next = rir_build_forward(b->b, int_scalar(64));
    args[1] = l.next;
    blocks[1] = new_block(b); /* the one block that jumps back */
    l.counter = emit_phi(b, args, blocks, 2, false);
    l.latch = blocks[1];
    return l;
}

struct loop loop_begin(struct body *b, int64_t rounds)
{
    struct loop l = counted(b, 0);
    l.rounds = rounds;
    return l;
}

struct loop loop_carrying(struct body *b, int64_t rounds, uint32_t first, uint32_t *now,
                          uint32_t *next)
{
    uint32_t from = b->block;
    struct loop l = loop_begin(b, rounds);
    *next = rir_build_forward(b->b, ptr_scalar());
    uint32_t values[2] = {first, *next}, blocks[2] = {from, l.latch};
    *now = emit_phi(b, values, blocks, 2, true);
    return l;
}

void loop_end(struct body *b, struct loop *l)
{
    emit_br(b, l->latch);
    at_block(b, l->latch);
    uint32_t one = emit_const(b, 1), n = emit_const(b, l->rounds), out = new_block(b);
    rir_build_bind(b->b, l->next);
    emit_bin(b, RIR_B_ADD, l->counter, one);
    emit_cond(b, emit_cmp(b, RIR_P_ULT, l->next, n, false), l->head, out);
    at_block(b, out);
}

struct loop for_begin(struct body *b, int64_t first, int64_t end)
{
    struct loop l = counted(b, first);
    uint32_t n = emit_const(b, end), body = new_block(b);
    l.out = new_block(b);
    switch (b->g->line % 4) { /* the same in other words, without a random number */
    case 0:
        emit_cond(b, emit_cmp(b, RIR_P_SGT, n, l.counter, false), body, l.out);
        break;
    case 1:
        emit_cond(b, emit_cmp(b, RIR_P_SGE, l.counter, n, false), l.out, body);
        break;
    default:
        emit_cond(b, emit_cmp(b, RIR_P_SLT, l.counter, n, false), body, l.out);
    }
    at_block(b, body);
    return l;
}

void for_end(struct body *b, struct loop *l)
{
    emit_br(b, l->latch);
    at_block(b, l->latch);
    uint32_t one = emit_const(b, 1);
    rir_build_bind(b->b, l->next);
    emit_bin(b, RIR_B_ADD, l->counter, one);
    emit_br(b, l->head);
    at_block(b, l->out);
}
