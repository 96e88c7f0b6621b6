/* main: sets up, starts tasks in the ways C programs do, does something meanwhile, joins, goes on.
 */
#include "gen_int.h"

enum { MAX_STARTS = 6 };

uint32_t gen_start_insn(struct body *b, uint32_t task, uint32_t arg)
{
    struct rir_scalar t = int_scalar(64);
    return emit(b, (struct rir_insn){.op = RIR_START, .ref = task, ARGS(arg)}, &t);
}

uint32_t gen_load_handle(struct body *b, uint32_t p)
{
    struct rir_scalar t = int_scalar(64);
    uint32_t handle = emit(b, (struct rir_insn){.op = RIR_LOAD, ARGS(p)}, &t);
    b->handle = handle;
    b->handle_at = p;
    return handle;
}

/* By itself, or by a helper that is given the handle, or where it lies. */
static void wait_for(struct body *b, uint32_t handle)
{
    const struct gen *g = b->g;
    if (g->waits == WAITS_AT && handle == b->handle)
        emit_call(b, g->wait_at, &b->handle_at, 1, VOID, false);
    else
        emit_call(b, g->waits == WAITS ? g->wait : g->wait_for, &handle, 1, VOID, false);
}

void gen_join(struct body *b, uint32_t handle, bool described)
{
    if (described) {
        wait_for(b, handle);
        return;
    }
    struct rir_scalar t = ptr_scalar();
    uint32_t v = emit(b, (struct rir_insn){.op = RIR_JOIN, ARGS(handle)}, &t);
    remember(b, v, CELL, false);
}

/* A variable to lend: a global, perhaps one that no task names, or whatever is at hand. */
uint32_t gen_start_argument(struct body *b, const struct gtask *t)
{
    if (t->arg == VOID || gen_chance(b->g, 4))
        return emit_null(b);
    if (gen_chance(b->g, 30)) {
        uint32_t p = some_global(b, (enum shape)t->arg);
        if (p != RIR_NONE)
            return p;
    }
    if (gen_chance(b->g, 30))
        return fresh_object(b, (enum shape)t->arg);
    return some_pointer(b, (enum shape)t->arg);
}

uint32_t gen_handle_slot(struct body *b, int64_t size)
{
    /* static, as people do; two arrays in one place overwrite each other */
    if (gen_chance(b->g, b->g->callbacks ? 40 : 15))
        return rir_build_global(b->b, b->g->handles, 0);
    struct rir_scalar t = ptr_scalar();
    uint32_t slot = emit(b, (struct rir_insn){.op = RIR_STACK, .imm = size}, &t);
    gen_show_handle(b, slot);
    return slot;
}

/* The function to start and its argument, perhaps wrapped into a job. */
static uint32_t target(struct body *b, const struct gtask *t, uint32_t *arg)
{
    *arg = gen_start_argument(b, t);
    if (!gen_chance(b->g, b->g->threads_fancy / 2))
        return t->index;
    uint32_t job = gen_chance(b->g, 50) ? emit_stack(b, JOB) : emit_heap(b, JOB), eight;
    emit_store(b, job, rir_build_func(b->b, t->index));
    eight = emit_const(b, 8);
    struct rir_scalar p = ptr_scalar();
    emit_store(b, emit(b, (struct rir_insn){.op = RIR_OFFSET, ARGS(job, eight)}, &p), *arg);
    *arg = job;
    return b->g->runner;
}

/* The function as a value: now and then one of two with the same argument, as the input says. */
static uint32_t function_value(struct body *b, uint32_t func)
{
    struct gen *g = b->g;
    uint32_t value = rir_build_func(b->b, func);
    for (uint32_t i = 0; i < g->tasks.len; i++)
        for (uint32_t k = 0; k < g->tasks.len; k++)
            if (g->tasks.data[i].index == func && k != i && gen_chance(g, 30) &&
                g->tasks.data[k].arg == g->tasks.data[i].arg) {
                uint32_t zero = emit_const(b, 0);
                uint32_t c = emit_cmp(b, RIR_P_EQ, some_integer(b), zero, false);
                return emit_select(b, c, value, rir_build_func(b->b, g->tasks.data[k].index), true);
            }
    return value;
}

/* if (try_wait(handle) != 0) { ...; wait(handle); }, perhaps without the test, or the other way
 * round */
static void join_tried(struct body *b, uint32_t slot)
{
    uint32_t handle = gen_load_handle(b, slot), zero = emit_const(b, 0);
    uint32_t result = emit_call(b, b->g->try_wait, &handle, 1, INTEGER, false);
    if (gen_chance(b->g, 20))
        return;
    uint32_t busy = new_block(b), out = new_block(b), scope = b->vars.len;
    uint8_t pred = gen_chance(b->g, 80) ? RIR_P_NE : RIR_P_EQ;
    emit_cond(b, emit_cmp(b, pred, result, zero, false), busy, out);
    at_block(b, busy);
    gen_statements(b, gen_below(b->g, 2));
    if (pred == RIR_P_NE && gen_chance(b->g, 80))
        gen_join(b, handle, gen_chance(b->g, 50));
    emit_br(b, out);
    b->vars.len = scope;
    at_block(b, out);
}

static void join_checked(struct body *b, uint32_t slot)
{
    if (gen_chance(b->g, 15))
        join_tried(b, slot);
    else if (!gen_chance(b->g, 10))
        gen_join(b, gen_load_handle(b, slot), gen_chance(b->g, 50));
}

/* started = 1 or 0; ...; if (!started) write; if (started) join; */
static void use_flag(struct body *b, uint32_t slot, uint32_t started)
{
    uint32_t yes = new_block(b), no = new_block(b), out = new_block(b), scope = b->vars.len;
    uint32_t zero = emit_const(b, 0);
    b->nesting++;
    gen_statements(b, gen_below(b->g, 2));
    emit_cond(b, emit_cmp(b, RIR_P_NE, started, zero, false), yes, no);
    at_block(b, yes);
    join_checked(b, slot);
    emit_br(b, out);
    b->vars.len = scope;
    at_block(b, no);
    gen_write_global(b);
    emit_br(b, out);
    b->vars.len = scope;
    b->nesting--;
    at_block(b, out);
}

/* if (create_if(&handle, task, arg) == 0) { ...; wait(handle); } else { ... }, perhaps with the
 * wait where a flag says so */
static void start_checked(struct body *b, const struct gtask *t)
{
    struct gen *g = b->g;
    uint32_t arg, func = target(b, t, &arg), slot = gen_handle_slot(b, 8);
    uint32_t args[3] = {slot, function_value(b, func), arg};
    bool helper = gen_chance(g, 40), later = gen_chance(g, 40);
    int64_t success = helper && g->try_inverted ? 1 : 0;
    uint32_t result = emit_call(b, helper ? g->try_start : g->create_if, args, 3, INTEGER, false);
    uint32_t yes = new_block(b), no = new_block(b), out = new_block(b), ok = emit_const(b, success);
    emit_cond(b, emit_cmp(b, RIR_P_EQ, result, ok, false), yes, no);
    uint32_t scope = b->vars.len, values[2], blocks[2];
    b->nesting++;
    at_block(b, yes);
    gen_statements(b, gen_below(g, 3));
    if (!later)
        join_checked(b, slot);
    values[0] = emit_const(b, 1);
    blocks[0] = b->block;
    emit_br(b, out);
    b->vars.len = scope;
    at_block(b, no);
    gen_statements(b, gen_below(g, 2));
    if (gen_chance(g, 30))
        gen_write_global(b);
    values[1] = emit_const(b, 0);
    blocks[1] = b->block;
    emit_br(b, out);
    b->nesting--;
    b->vars.len = scope;
    at_block(b, out);
    uint32_t started = emit_phi(b, values, blocks, 2, false);
    if (later)
        use_flag(b, slot, started);
}

static struct started start_one(struct body *b, const struct gtask *t)
{
    struct started s = {.described = gen_chance(b->g, 50)};
    uint32_t arg, func = target(b, t, &arg);
    if (gen_chance(b->g, 100 - b->g->threads_fancy)) {
        s.handle = gen_start_insn(b, func, arg);
        return s;
    }
    uint32_t slot = gen_handle_slot(b, 8), args[3] = {slot, function_value(b, func), arg};
    emit_call(b, gen_chance(b->g, 50) ? b->g->create : b->g->starter, args, 3, VOID, false);
    s.handle = gen_load_handle(b, slot);
    return s;
}

static void join_one(struct body *b, const struct started *s)
{
    if (gen_chance(b->g, 8)) /* never */
        return;
    if (!gen_chance(b->g, 10)) {
        gen_join(b, s->handle, s->described);
        return;
    }
    uint32_t yes = new_block(b), out = new_block(b), zero = emit_const(b, 0), scope = b->vars.len;
    emit_cond(b, emit_cmp(b, RIR_P_NE, some_integer(b), zero, false), yes, out);
    scope = b->vars.len;
    at_block(b, yes);
    gen_join(b, s->handle, s->described);
    emit_br(b, out);
    b->vars.len = scope;
    at_block(b, out);
}

void gen_subtask(struct body *b)
{
    struct gen *g = b->g;
    if (b->role != ROLE_TASK || b->task + 1 >= g->tasks.len || b->nesting > 0)
        return;
    const struct gtask *t = &g->tasks.data[b->task + 1];
    uint32_t h = gen_start_insn(b, t->index, gen_start_argument(b, t));
    gen_statements(b, gen_below(g, 2));
    gen_join(b, h, false);
}

/* main sets a variable: allowed unless a task that reads it may still run. */
void gen_write_global(struct body *b)
{
    uint32_t p = gen_chance(b->g, 50) ? some_global(b, CELL) : RIR_NONE;
    if (p != RIR_NONE)
        emit_write(b, p, some_integer(b));
    uint32_t q = gen_chance(b->g, 40) ? some_global(b, CELL_PTR) : RIR_NONE;
    if (q != RIR_NONE)
        emit_store(b, q, some_pointer(b, CELL));
}

void gen_main_body(struct body *b)
{
    struct gen *g = b->g;
    if (g->elements && gen_chance(g, 60)) { /* and nothing else: little else is known of them */
        bool launched = gen_chance(g, 25);
        for (unsigned n = 1 + gen_below(g, 2); n > 0; n--)
            (g->sheds && (launched || n == 1) ? gen_shed : launched ? gen_launched : gen_lent)(b);
        emit_ret(b, emit_const(b, 0));
        return;
    }
    struct started started[MAX_STARTS];
    unsigned n = 1 + gen_below(g, 3), meanwhile = gen_below(g, 4);
    b->budget = 40;
    gen_first_call(b);
    gen_statements(b, 3 + gen_below(g, 10));
    for (unsigned i = 0; i < n; i++) {
        const struct gtask *t = &g->tasks.data[gen_below(g, g->tasks.len)];
        if (gen_chance(g, 15)) {
            start_checked(b, t);
            i--;
            n--;
            continue;
        }
        started[i] = gen_chance(g, 45) ? gen_start_many(b, t) : start_one(b, t);
        if (meanwhile == 3)
            gen_statements(b, gen_below(g, 3));
        if (gen_chance(g, 25)) { /* at once, before the next one */
            if (started[i].many)
                gen_join_many(b, &started[i]);
            else
                join_one(b, &started[i]);
            i--;
            n--;
        }
    }
    if (gen_chance(g, g->shown))
        gen_shown_lent(b);
    if (gen_chance(g, g->elements))
        gen_lent(b);
    gen_callbacks(b);
    gen_immutable(b);
    gen_pipes(b);
    if (meanwhile >= 2) {
        gen_write_global(b);
        gen_statements(b, 1 + gen_below(g, 5));
    }
    for (unsigned i = 0; i < n; i++)
        if (started[i].many)
            gen_join_many(b, &started[i]);
        else
            join_one(b, &started[i]);
    gen_write_global(b);
    gen_statements(b, gen_below(g, 6));
    emit_ret(b, emit_const(b, 0));
}
