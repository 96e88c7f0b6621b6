/* Memory that becomes visible behind the back of whoever goes on writing it: a callback that shows
 * what it was given and is called again; a pointer inside a struct of a frame that code nobody
 * knows has looked into; the result of a task, which is what it was given; what is handed to such
 * code while the task it was lent to runs; a helper that stores through two names of one object,
 * or puts something below one name and shows the other; what is found by a variable, taken out
 * where it was found by another name, and put elsewhere. Each needs several steps in the right
 * order, which random statements hardly ever make. */
#include "gen_int.h"

static uint32_t new_cell(struct body *b)
{
    uint32_t p = gen_chance(b->g, 50) ? emit_stack(b, CELL) : emit_heap(b, CELL);
    emit_zero(b, p, CELL);
    return p;
}

static void write_cell(struct body *b, uint32_t cell)
{
    emit_write(b, gen_chance(b->g, 50) ? cell : emit_field(b, cell, CELL, 1), some_integer(b));
}

static void show(struct body *b, uint32_t cell)
{
    uint32_t p = some_global(b, CELL_PTR);
    if (p != RIR_NONE)
        emit_store(b, p, cell);
}

/* leaf: *cell = n; shown = cell; */
void gen_shows_body(struct body *b)
{
    uint32_t cell = rir_build_param(b->b, 0);
    write_cell(b, cell);
    show(b, cell);
    emit_ret(b, emit_const(b, 1));
}

/* leaf: struct box box = {cell}; mystery(&box); */
void gen_boxes_body(struct body *b)
{
    uint32_t box = emit_stack(b, CELL_PTR);
    emit_store(b, box, rir_build_param(b->b, 0));
    uint32_t args[2] = {box, box};
    emit_call(b, b->g->mystery, args, 2, CELL, false);
    emit_ret(b, emit_const(b, 0));
}

/* leaf (x, y, own, other): x->b = own; y->b = other; or the other way round */
void gen_both_body(struct body *b)
{
    bool swapped = gen_chance(b->g, 50);
    for (unsigned i = 0; i < 2; i++) {
        unsigned which = swapped ? 1 - i : i;
        emit_store(b, emit_field(b, rir_build_param(b->b, which), PAIR, 1),
                   rir_build_param(b->b, 2 + which));
    }
    emit_ret(b, emit_const(b, 0));
}

/* leaf (x, y, pair): x->pair = pair, or a new one; shown = y; pair->n = 1; */
void gen_keeps_body(struct body *b)
{
    uint32_t pair = gen_chance(b->g, 50) ? fresh_object(b, PAIR) : rir_build_param(b->b, 2),
             shown = some_global(b, NODE_PTR);
    emit_store(b, rir_build_param(b->b, 0), pair);
    if (shown != RIR_NONE)
        emit_store(b, shown, rir_build_param(b->b, 1));
    emit_write(b, pair, some_integer(b));
    emit_ret(b, emit_const(b, 0));
}

/* leaf (x, cell): *x = cell; p = variable; *x = null, or what the variable holds; shown = p;
 * *cell = 1; */
void gen_takes_body(struct body *b)
{
    uint32_t x = rir_build_param(b->b, 0), cell = rir_build_param(b->b, 1);
    uint32_t var = some_global(b, CELL_PTR), eight = emit_const(b, 8);
    cell = gen_chance(b->g, 50) ? fresh_object(b, CELL) : cell;
    emit_store(b, x, cell);
    uint32_t found = emit_load(b, var);
    if (gen_chance(b->g, 50))
        emit_store(b, x, emit_null(b));
    else
        emit(b, (struct rir_insn){.op = RIR_COPY, ARGS(x, var, eight)}, NULL);
    if (gen_chance(b->g, 70))
        show(b, found);
    emit_write(b, cell, some_integer(b));
    emit_ret(b, emit_const(b, 0));
}

/* head = node; node->pair = pair; found = head->pair; node->pair = null; node->next->pair = found;
 */
static void take_out(struct body *b)
{
    uint32_t head = some_global(b, NODE_PTR), pair = emit_heap(b, PAIR), node = emit_heap(b, NODE),
             other = emit_heap(b, NODE), shown = some_global(b, NODE_PTR);
    if (head == RIR_NONE || shown == RIR_NONE)
        return;
    emit_zero(b, pair, PAIR);
    emit_zero(b, node, NODE);
    emit_zero(b, other, NODE);
    emit_store(b, head, node);
    emit_store(b, emit_field(b, node, NODE, 0), pair);
    uint32_t found = emit_load(b, emit_field(b, emit_load(b, head), NODE, 0));
    bool early = gen_chance(b->g, 50);
    if (early)
        emit_store(b, emit_field(b, other, NODE, 0), found);
    emit_store(b, emit_field(b, node, NODE, 0), emit_null(b));
    if (!early)
        emit_store(b, emit_field(b, other, NODE, 0), found);
    emit_store(b, shown, other);
    emit_write(b, pair, some_integer(b));
}

static void take_out_of_argument(struct body *b, uint32_t cell)
{
    uint32_t own = emit_heap(b, CELL_PTR), args[2] = {some_global(b, CELL_PTR), cell};
    emit_zero(b, own, CELL_PTR);
    if (gen_chance(b->g, 30))
        args[0] = own;
    emit_call(b, b->g->takes, args, 2, INTEGER, false);
}

/* task: writes what it was given, a few times, and returns it. */
void gen_echo_body(struct body *b)
{
    uint32_t cell = rir_build_param(b->b, 0);
    struct loop l = loop_begin(b, 3);
    write_cell(b, cell);
    loop_end(b, &l);
    emit_ret(b, cell);
}

static uint32_t start_echo(struct body *b, uint32_t cell)
{
    struct rir_scalar t = int_scalar(64);
    return emit(b, (struct rir_insn){.op = RIR_START, .ref = b->g->echo, ARGS(cell)}, &t);
}

static uint32_t join(struct body *b, uint32_t handle)
{
    struct rir_scalar t = ptr_scalar();
    return emit(b, (struct rir_insn){.op = RIR_JOIN, ARGS(handle)}, &t);
}

/* The cell, or one that everybody knows: what the pair holds after both names were used. */
static uint32_t out_of_pair(struct body *b, uint32_t cell)
{
    uint32_t other = some_global(b, CELL);
    if (other == RIR_NONE)
        return cell;
    uint32_t pair = emit_heap(b, PAIR);
    emit_zero(b, pair, PAIR);
    bool first = gen_chance(b->g, 50);
    uint32_t args[4] = {pair, pair, first ? other : cell, first ? cell : other};
    emit_call(b, b->g->both, args, 4, INTEGER, false);
    return emit_load(b, emit_field(b, pair, PAIR, 1));
}

/* One node under two names, or two. */
static void keep_below(struct body *b)
{
    uint32_t args[3] = {fresh_object(b, NODE), 0, fresh_object(b, PAIR)};
    args[1] = gen_chance(b->g, 70) ? args[0] : fresh_object(b, NODE);
    emit_call(b, b->g->keeps, args, 3, INTEGER, false);
}

void gen_shown_lent(struct body *b)
{
    uint32_t cell = new_cell(b), handle = start_echo(b, cell), args[2] = {cell, cell};
    uint32_t global = some_global(b, CELL_PTR);
    if (global != RIR_NONE)
        args[1] = global;
    emit_call(b, b->g->mystery, args, 2, CELL, false);
    if (gen_chance(b->g, 80))
        join(b, handle);
}

void gen_shown(struct body *b)
{
    struct gen *g = b->g;
    uint32_t cell = new_cell(b), args[2] = {cell, cell};
    switch (gen_below(g, 8)) {
    case 0:
        args[1] = rir_build_func(b->b, g->shows);
        emit_call(b, g->each, args, 2, VOID, false);
        break;
    case 1:
        emit_call(b, g->boxes, args, 1, INTEGER, false);
        break;
    case 2:
        show(b, join(b, start_echo(b, cell)));
        break;
    case 3:
        cell = out_of_pair(b, cell);
        break;
    case 4:
        keep_below(b);
        break;
    case 5:
        take_out(b);
        break;
    case 6:
        take_out_of_argument(b, cell);
        break;
    default:
        gen_shown_lent(b);
        return;
    }
    write_cell(b, cell);
}
