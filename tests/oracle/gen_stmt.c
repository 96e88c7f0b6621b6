/* Statements of the generator: each function emits one, into the current block, and leaves the
 * builder at a block where everything in `vars` is defined. */
#include "gen_int.h"

/* A random field of that kind of some shape. */
static bool random_field(struct body *b, enum field_kind kind, enum shape *s, unsigned *field)
{
    static const uint8_t shapes[] = {CELL, PAIR, NODE, BOX, CELL_PTR, NODE_PTR};
    for (int tries = 0; tries < 20; tries++) {
        *s = (enum shape)shapes[gen_below(b->g, sizeof shapes)];
        *field = gen_below(b->g, layouts[*s].nfields);
        if (layouts[*s].fields[*field].kind == kind)
            return true;
    }
    return false;
}

static uint32_t field_address(struct body *b, uint32_t p, enum shape s, unsigned field)
{
    if (layouts[s].fields[field].offset == 0 && gen_chance(b->g, 50))
        return p;
    return emit_field(b, p, s, field);
}

static void stmt_load(struct body *b)
{
    enum shape s;
    unsigned f;
    if (!random_field(b, F_PTR, &s, &f))
        return;
    uint32_t p = field_address(b, some_pointer(b, s), s, f), v = emit_load(b, p);
    remember(b, v, (enum shape)layouts[s].fields[f].to, false);
}

static void stmt_store(struct body *b)
{
    enum shape s;
    unsigned f;
    if (!random_field(b, F_PTR, &s, &f))
        return;
    struct var v = any_pointer(b, (enum shape)layouts[s].fields[f].to);
    uint32_t p = field_address(b, some_pointer(b, s), s, f);
    if (gen_chance(b->g, 10)) { /* as an integer */
        struct rir_scalar t = int_scalar(64);
        uint32_t i = emit(b, (struct rir_insn){.op = RIR_UN, .sub = RIR_U_MOVE, ARGS(v.value)}, &t);
        emit_store(b, p, i);
        return;
    }
    if (gen_chance(b->g, 10)) {
        struct rir_scalar t = ptr_scalar();
        uint32_t old =
            emit(b,
                 (struct rir_insn){
                     .op = RIR_RMW, .sub = RIR_B_XCHG, .flags = RIR_ATOMIC, ARGS(p, v.value)},
                 &t);
        remember(b, old, (enum shape)layouts[s].fields[f].to, false);
        return;
    }
    if (gen_chance(b->g, 10)) {
        struct rir_scalar t[2] = {ptr_scalar(), int_scalar(1)};
        uint32_t null = emit_null(b);
        emit(b, (struct rir_insn){.op = RIR_CAS, .flags = RIR_ATOMIC, ARGS(p, null, v.value)}, t);
        return;
    }
    emit_store(b, p, v.value);
}

static void stmt_publish(struct body *b) /* into a global, if the temper allows */
{
    enum shape s = gen_chance(b->g, 50) ? CELL_PTR : gen_chance(b->g, 50) ? NODE_PTR : PAIR;
    uint32_t p = some_global(b, s);
    if (p == RIR_NONE || !gen_chance(b->g, b->role == ROLE_MAIN ? 60 : b->g->publish))
        return;
    unsigned f = s == PAIR ? 1 + gen_below(b->g, 2) : 0;
    struct var v = any_pointer(b, (enum shape)layouts[s].fields[f].to);
    emit_store(b, field_address(b, p, s, f), v.value);
}

static void stmt_write(struct body *b)
{
    enum shape s;
    unsigned f;
    if (!random_field(b, F_INT, &s, &f))
        return;
    uint32_t p = field_address(b, some_pointer(b, s), s, f), v = some_integer(b);
    if (gen_chance(b->g, 8)) {
        struct rir_scalar t = int_scalar(32);
        uint32_t one = rir_build_const(b->b, t, 1);
        emit(b,
             (struct rir_insn){.op = RIR_RMW, .sub = RIR_B_ADD, .flags = RIR_ATOMIC, ARGS(p, one)},
             &t);
        return;
    }
    emit_write(b, p, v);
}

static void stmt_read(struct body *b)
{
    enum shape s;
    unsigned f;
    if (!random_field(b, F_INT, &s, &f))
        return;
    uint32_t p = field_address(b, some_pointer(b, s), s, f);
    remember(b, emit_read(b, p), INTEGER, true);
}

static void stmt_member(struct body *b) /* a pointer into an object */
{
    enum shape s;
    unsigned f;
    if (gen_chance(b->g, 50) && random_field(b, F_EMBED, &s, &f)) {
        uint32_t p = emit_field(b, some_pointer(b, s), s, f);
        remember(b, p, (enum shape)layouts[s].fields[f].to, true);
        return;
    }
    if (gen_chance(b->g, 40)) { /* container_of: from a box's pair back to the box */
        uint32_t box = some_pointer(b, BOX), pair = emit_field(b, box, BOX, 1);
        uint32_t back = emit_const(b, -16);
        struct rir_scalar t = ptr_scalar();
        uint32_t p = emit(b, (struct rir_insn){.op = RIR_OFFSET, ARGS(pair, back)}, &t);
        remember(b, pair, PAIR, true);
        remember(b, p, BOX, true);
        return;
    }
    bool cells = gen_chance(b->g, 60);
    uint32_t a = some_pointer(b, cells ? CELLS : PAIRS), three = emit_const(b, 3);
    uint32_t i = gen_chance(b->g, 50) ? emit_const(b, gen_below(b->g, 4))
                                      : emit_bin(b, RIR_B_AND, some_integer(b), three);
    remember(b, emit_elem(b, a, i, cells ? CELL : PAIR), cells ? CELL : PAIR, true);
}

static void stmt_copy(struct body *b)
{
    enum shape s = random_shape(b->g);
    uint32_t d = some_pointer(b, s), from = some_pointer(b, s), n = emit_const(b, layouts[s].size);
    if (gen_chance(b->g, 25))
        emit_zero(b, d, s);
    else
        emit(b, (struct rir_insn){.op = RIR_COPY, ARGS(d, from, n)}, NULL);
}

static void stmt_alloc(struct body *b)
{
    fresh_object(b, random_shape(b->g));
}

static void stmt_global(struct body *b)
{
    enum shape s = random_shape(b->g);
    if (!gen_chance(b->g, b->role == ROLE_MAIN ? 60 : b->g->name_globals))
        return;
    uint32_t p = some_global(b, s);
    if (p != RIR_NONE)
        remember(b, p, s, true);
}

static void stmt_table(struct body *b) /* a constant table of mutable cells */
{
    struct gen *g = b->g;
    if (g->cell_table == RIR_NONE || !gen_chance(g, b->role == ROLE_MAIN ? 40 : g->name_globals))
        return;
    uint32_t t = rir_build_global(b->b, g->cell_table, 0), three = emit_const(b, 3);
    uint32_t i = emit_bin(b, RIR_B_AND, some_integer(b), three);
    remember(b, emit_load(b, emit_elem(b, t, i, CELL_PTR)), CELL, true);
}

static void stmt_choose(struct body *b) /* select or phi of two */
{
    enum shape s = random_shape(b->g);
    uint32_t x = some_pointer(b, s), y = some_pointer(b, s), zero = emit_const(b, 0);
    uint32_t c = emit_cmp(b, RIR_P_NE, some_integer(b), zero, false);
    if (gen_chance(b->g, 50)) {
        remember(b, emit_select(b, c, x, y, true), s, true);
        return;
    }
    uint32_t yes = new_block(b), no = new_block(b), join = new_block(b);
    emit_cond(b, c, yes, no);
    at_block(b, yes);
    emit_br(b, join);
    at_block(b, no);
    emit_br(b, join);
    at_block(b, join);
    uint32_t args[2] = {x, y}, blocks[2] = {yes, no};
    remember(b, emit_phi(b, args, blocks, 2, true), s, true);
}

/* ---- calls ---- */

static uint32_t argument(struct body *b, uint8_t kind)
{
    if (kind == INTEGER) {
        uint32_t one = emit_const(b, 1);
        return b->depth == RIR_NONE ? emit_const(b, 2) : emit_bin(b, RIR_B_SUB, b->depth, one);
    }
    if (kind == MODE)
        return gen_chance(b->g, 50) ? emit_const(b, gen_below(b->g, 3)) : some_integer(b);
    return some_pointer(b, (enum shape)kind);
}

static unsigned arguments(struct body *b, const struct signature *s, uint32_t *args)
{
    for (unsigned i = 0; i < s->nparams; i++)
        args[i] = argument(b, s->params[i]);
    return s->nparams;
}

static void take_result(struct body *b, const struct signature *s, uint32_t v)
{
    if (s->result != VOID)
        remember(b, v, (enum shape)s->result, s->result == INTEGER);
}

uint32_t gen_call(struct body *b, uint32_t func)
{
    const struct gfunc *f = &b->g->funcs.data[func];
    const struct signature *s = &sigs[f->sig];
    uint32_t args[4], n = arguments(b, s, args);
    uint32_t v = gen_chance(b->g, 12) && !s->by_value
                     ? emit_calli(b, rir_build_func(b->b, f->index), args, n, (enum shape)s->result)
                     : emit_call(b, f->index, args, n, (enum shape)s->result, s->by_value);
    take_result(b, s, v);
    return v;
}

/* A leaf may be called by everybody, other helpers by those that have a depth to hand on. */
static void stmt_call(struct body *b)
{
    struct gen *g = b->g;
    for (int tries = 0; tries < 10; tries++) {
        uint32_t f = gen_below(g, g->funcs.len);
        bool leaf = g->funcs.data[f].sig == LEAF;
        if (b->role == ROLE_LEAF && !(leaf && f > b->self))
            continue; /* leaves call leaves in one direction only */
        gen_call(b, f);
        return;
    }
}

static uint32_t leaf_pointer(struct body *b)
{
    struct gen *g = b->g;
    if (gen_chance(g, g->callbacks / 4))
        return gen_handed_leaf(b);
    if (gen_chance(g, 40)) {
        uint32_t t = rir_build_global(b->b, g->leaf_table, 0), one = emit_const(b, 1);
        uint32_t i = emit_bin(b, RIR_B_AND, some_integer(b), one);
        return emit_load(b, emit_elem(b, t, i, CELL_PTR));
    }
    if (gen_chance(g, 50)) { /* out of a node; null is replaced */
        uint32_t p = emit_field(b, some_pointer(b, NODE), NODE, 3), v = emit_load(b, p);
        uint32_t f = rir_build_func(b->b, g->funcs.data[0].index), null = emit_null(b);
        return emit_select(b, emit_cmp(b, RIR_P_EQ, v, null, true), f, v, true);
    }
    uint32_t f = 0;
    while (g->funcs.data[f].sig == LEAF && f + 1 < g->funcs.len && gen_chance(g, 50))
        f++;
    return rir_build_func(b->b, g->funcs.data[g->funcs.data[f].sig == LEAF ? f : 0].index);
}

static void stmt_indirect(struct body *b)
{
    if (b->role == ROLE_LEAF)
        return;
    if (gen_chance(b->g, 30)) { /* keep one in a node */
        uint32_t fn = leaf_pointer(b);
        emit_store(b, emit_field(b, some_pointer(b, NODE), NODE, 3), fn);
        return;
    }
    uint32_t arg = some_pointer(b, CELL), fn = leaf_pointer(b);
    remember(b, emit_calli(b, fn, &arg, 1, INTEGER), INTEGER, true);
}

/* A pair leaves the program, and with it perhaps a cell that is written again. */
static void stmt_post(struct body *b)
{
    uint32_t pair = some_pointer(b, PAIR), cell = some_pointer(b, CELL);
    if (gen_chance(b->g, 60))
        emit_store(b, emit_field(b, pair, PAIR, 1), cell);
    emit_call(b, b->g->posts, &pair, 1, VOID, false);
    if (gen_chance(b->g, 60))
        emit_write(b, cell, some_integer(b));
}

static void stmt_described(struct body *b)
{
    struct gen *g = b->g;
    if (!gen_chance(g, g->described))
        return;
    enum shape s = random_shape(g);
    uint32_t args[2];
    switch (gen_below(g, 10)) {
    case 0:
        if (gen_chance(g, g->name_globals + 5))
            emit_call(b, g->hidden, NULL, 0, VOID, false);
        break;
    case 1:
    case 2:
        if (b->role == ROLE_LEAF)
            break;
        args[0] = some_pointer(b, CELL);
        args[1] = leaf_pointer(b);
        emit_call(b, g->each, args, 2, VOID, false);
        break;
    case 3:
    case 4:
        args[0] = some_pointer(b, s);
        remember(b, emit_call(b, g->find, args, 1, CELL, false), s, true);
        break;
    case 5:
        args[0] = some_pointer(b, s);
        emit_call(b, g->reads, args, 1, VOID, false);
        break;
    case 6:
        stmt_post(b);
        break;
    default:
        args[0] = some_pointer(b, s);
        args[1] = some_pointer(b, random_shape(g));
        emit_call(b, g->writes, args, 2, VOID, false);
        break;
    }
}

/* What it is given leads to a cell, until afterwards. */
static void show_what_hangs_below(struct body *b)
{
    uint32_t box = fresh_object(b, CELL_PTR), cell = fresh_object(b, CELL);
    emit_store(b, box, cell);
    uint32_t args[2] = {box, some_pointer(b, CELL)};
    emit_call(b, b->g->mystery, args, 2, CELL, false);
    emit_store(b, box, args[1]);
    emit_write(b, emit_field(b, cell, CELL, 0), some_integer(b));
}

/* A function nothing is known of: it gets two objects and returns something like the first. */
static void stmt_mystery(struct body *b)
{
    if (!gen_chance(b->g, b->g->mysteries))
        return;
    if (gen_chance(b->g, 40)) {
        show_what_hangs_below(b);
        return;
    }
    enum shape s = random_shape(b->g);
    uint32_t args[2] = {some_pointer(b, s), some_pointer(b, random_shape(b->g))};
    remember(b, emit_call(b, b->g->mystery, args, 2, CELL, false), s, false);
}

static void stmt_trail(struct body *b)
{
    if (b->role != ROLE_LEAF && b->nesting <= 1 && gen_chance(b->g, b->g->trails))
        gen_trail(b);
}

static void stmt_flags(struct body *b)
{
    if (b->role != ROLE_LEAF && b->nesting <= 1 && gen_chance(b->g, b->g->flags))
        gen_flags(b);
}

/* ---- control ---- */

static void stmt_if(struct body *b)
{
    if (b->nesting >= 3)
        return;
    uint32_t yes = new_block(b), no = new_block(b), join = new_block(b), c;
    struct var v = {0};
    bool null_test = gen_chance(b->g, 40);
    if (null_test) {
        v = any_pointer(b, random_shape(b->g));
        c = emit_cmp(b, RIR_P_NE, v.value, emit_null(b), true);
    } else {
        uint32_t k = emit_const(b, gen_below(b->g, 4));
        c = emit_cmp(b, gen_chance(b->g, 50) ? RIR_P_EQ : RIR_P_ULT, some_integer(b), k, false);
    }
    emit_cond(b, c, yes, no);
    uint32_t scope = b->vars.len;
    b->nesting++;
    at_block(b, yes);
    if (null_test)
        remember(b, v.value, (enum shape)v.shape, true);
    gen_statements(b, 1 + gen_below(b->g, 3));
    if (b->role == ROLE_TASK && gen_chance(b->g, 10))
        emit_ret(b, emit_null(b)); /* a task that gives up */
    else
        emit_br(b, join);
    b->vars.len = scope;
    at_block(b, no);
    if (gen_chance(b->g, 50))
        gen_statements(b, 1 + gen_below(b->g, 2));
    emit_br(b, join);
    b->nesting--;
    b->vars.len = scope;
    at_block(b, join);
}

static void stmt_switch(struct body *b)
{
    if (b->nesting >= 3)
        return;
    uint32_t blocks[3], join = new_block(b), v = some_integer(b);
    int64_t cases[2] = {0, 2};
    for (int i = 0; i < 3; i++)
        blocks[i] = new_block(b);
    emit(b,
         (struct rir_insn){
             .op = RIR_SWITCH, ARGS(v), .blocks = blocks, .nblocks = 3, .cases = cases},
         NULL);
    uint32_t scope = b->vars.len;
    b->nesting++;
    for (int i = 0; i < 3; i++) {
        at_block(b, blocks[i]);
        gen_statements(b, 1);
        emit_br(b, join);
        b->vars.len = scope;
    }
    b->nesting--;
    at_block(b, join);
}

static void stmt_loop(struct body *b)
{
    if (b->nesting >= 2)
        return;
    struct loop l = loop_begin(b, 1 + gen_below(b->g, 3));
    uint32_t scope = b->vars.len;
    remember(b, l.counter, INTEGER, true);
    b->nesting++;
    gen_statements(b, 1 + gen_below(b->g, 3));
    b->nesting--;
    loop_end(b, &l);
    b->vars.len = scope;
}

static void stmt_push(struct body *b) /* onto a list */
{
    uint32_t head = some_pointer(b, NODE_PTR), node = some_pointer(b, NODE);
    if (gen_chance(b->g, 60)) {
        node = emit_heap(b, NODE);
        emit_zero(b, node, NODE);
        remember(b, node, NODE, true);
    }
    emit_store(b, emit_field(b, node, NODE, 2), emit_load(b, head));
    emit_store(b, head, node);
}

/* A walk over a list, of at most three nodes because it may be a ring. */
static void stmt_walk(struct body *b)
{
    if (b->nesting >= 2)
        return;
    struct gen *g = b->g;
    uint32_t start = any_pointer(b, NODE).value, from = b->block;
    uint32_t head = new_block(b), body = new_block(b), latch = new_block(b), out = new_block(b);
    emit_br(b, head);
    at_block(b, head);
    uint32_t next = rir_build_forward(b->b, ptr_scalar()),
             count = rir_build_forward(b->b, int_scalar(64));
    uint32_t blocks[2] = {from, latch}, args[2] = {start, next},
             nums[2] = {emit_const(b, 0), count};
    uint32_t cur = emit_phi(b, args, blocks, 2, true);
    uint32_t i = emit_phi(b, nums, blocks, 2, false);
    emit_cond(b, emit_cmp(b, RIR_P_NE, cur, emit_null(b), true), body, out);
    at_block(b, body);
    uint32_t scope = b->vars.len;
    remember(b, cur, NODE, true);
    b->nesting++;
    gen_statements(b, 1 + gen_below(g, 2));
    b->nesting--;
    emit_br(b, latch);
    at_block(b, latch);
    uint32_t at = emit_field(b, cur, NODE, 2), one = emit_const(b, 1), three = emit_const(b, 3);
    rir_build_bind(b->b, next);
    emit_load(b, at);
    rir_build_bind(b->b, count);
    emit_bin(b, RIR_B_ADD, i, one);
    emit_cond(b, emit_cmp(b, RIR_P_ULT, count, three, false), head, out);
    b->vars.len = scope;
    at_block(b, out);
}

static void stmt_free(struct body *b)
{
    if (!gen_chance(b->g, 15))
        return;
    uint32_t p = emit_heap(b, CELL);
    emit_zero(b, p, CELL);
    emit(b, (struct rir_insn){.op = RIR_FREE, ARGS(p)}, NULL);
}

void gen_statements(struct body *b, unsigned n)
{
    static void (*const often[])(struct body *) = {
        stmt_load,      stmt_load,      stmt_load,   stmt_store,  stmt_store,    stmt_store,
        stmt_write,     stmt_write,     stmt_write,  stmt_write,  stmt_read,     stmt_read,
        stmt_publish,   stmt_member,    stmt_member, stmt_copy,   stmt_alloc,    stmt_global,
        stmt_table,     stmt_choose,    stmt_call,   stmt_call,   stmt_call,     stmt_indirect,
        stmt_described, stmt_described, stmt_if,     stmt_if,     stmt_switch,   stmt_loop,
        stmt_push,      stmt_walk,      stmt_free,   gen_subtask, stmt_mystery,  stmt_trail,
        stmt_trail,     stmt_flags,     gen_jumps,   gen_jumps,   gen_callbacks, gen_callbacks,
        gen_packets,    gen_packets,    gen_packets, gen_packets, gen_kept,      gen_kept,
    };
    for (; n > 0 && b->budget > 0; n--) {
        b->budget--;
        often[gen_below(b->g, sizeof often / sizeof *often)](b);
    }
}
