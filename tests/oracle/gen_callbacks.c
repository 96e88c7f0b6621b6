/* Functions that are handed to code that nobody knows, and what they may do when that calls them:
 * by themselves, beside what they are to be called with, inside a struct, to be kept and called
 * later, borrowed. They start and join tasks, replace pointers on which whoever handed them relies,
 * and hand on.
 *
 * What both sides know each other by are a few variables: a thread-local pair and a static one,
 * which lead to cells; where a slot on somebody's stack is; handles, zero where there is no task to
 * join. Each may be known to unknown code as well, or not. */
#include "gen_int.h"

#include <stdio.h>

static const struct signature callback_sigs[] = {
    {INTEGER, 1, {CELL}, false}, /* the type of the leaves */
    {VOID, 0, {0}, false},
    {VOID, 0, {0}, false},
    {VOID, 1, {CELL}, false},
    {CELL, 1, {PAIR}, false},
    {VOID, 2, {CELL_PTR, CELL}, false},
    {NODE, 1, {NODE}, false},
    {VOID, 1, {FUNCTION}, false},
};

/* Two that are likely to touch what others rely on, and one that may send what it is given. */
enum { TOUCHES_PAIR = 1, TOUCHES_SLOT = 2, SENDS = 4 };

enum { CALLBACKS = sizeof callback_sigs / sizeof *callback_sigs, JOBS = 3 };

/* ---- the variables ---- */

static uint32_t add_variable(struct gen *g, const char *name, bool own)
{
    struct rir_global v = {.name = name,
                           .linkage = gen_chance(g, 60) ? RIR_INTERNAL : RIR_EXTERNAL,
                           .flags = RIR_GLOBAL_DEFINED | (own ? RIR_GLOBAL_TLS : 0),
                           .type = RIR_NONE,
                           .size = 8,
                           .align = 8};
    return rir_add_global(g->m, &v);
}

static uint32_t variable(struct body *b, const uint32_t *both)
{
    bool own = gen_chance(b->g, b->role == ROLE_MAIN ? 30 : b->role == ROLE_TASK ? 80 : 60);
    return rir_build_global(b->b, both[own], 0);
}

/* Begins a block that is left out where a value is null, or zero. */
struct guard {
    uint32_t out, scope;
};

static struct guard guard_begin(struct body *b, uint32_t value, uint32_t nothing, enum rir_pred p)
{
    struct guard s = {.scope = b->vars.len};
    uint32_t yes = new_block(b);
    s.out = new_block(b);
    emit_cond(b, emit_cmp(b, p, value, nothing, false), yes, s.out);
    at_block(b, yes);
    b->nesting++;
    return s;
}

static void guard_end(struct body *b, const struct guard *s)
{
    b->nesting--;
    b->vars.len = s->scope;
    emit_br(b, s->out);
    at_block(b, s->out);
}

/* ---- what callbacks and those who hand them do ---- */

static uint32_t global_or_any(struct body *b, enum shape s)
{
    uint32_t p = gen_chance(b->g, 70) ? some_global(b, s) : RIR_NONE;
    return p == RIR_NONE ? some_pointer(b, s) : p;
}

/* if (handle == 0) handle = start job; */
static void start_job(struct body *b)
{
    struct gen *g = b->g;
    uint32_t at = variable(b, g->cb.handle), zero = emit_const(b, 0);
    struct guard s = guard_begin(b, gen_load_handle(b, at), zero, RIR_P_EQ);
    uint32_t arg = gen_chance(g, 40) ? emit_null(b) : global_or_any(b, CELL);
    emit_store(b, at, gen_start_insn(b, g->cb.jobs[gen_below(g, JOBS)], arg));
    guard_end(b, &s);
}

/* A handle that somebody has shown, or one in the static array, becomes that of another task. */
static void replace_handle(struct body *b)
{
    struct gen *g = b->g;
    uint32_t at = rir_build_global(b->b, g->handles, 8 * gen_below(g, 4)), null = emit_null(b);
    if (gen_chance(g, 60))
        at = emit_load(b, variable(b, g->cb.where));
    struct guard s = guard_begin(b, at, null, RIR_P_NE);
    emit_store(b, at, gen_start_insn(b, g->cb.jobs[gen_below(g, JOBS)], null));
    guard_end(b, &s);
}

void gen_show_handle(struct body *b, uint32_t slot)
{
    if (gen_chance(b->g, b->g->callbacks / 2))
        emit_store(b, variable(b, b->g->cb.where), slot);
}

/* if (handle != 0) { join handle; handle = 0; } */
static void join_job(struct body *b)
{
    uint32_t at = variable(b, b->g->cb.handle), zero = emit_const(b, 0);
    uint32_t h = gen_load_handle(b, at);
    struct guard s = guard_begin(b, h, zero, RIR_P_NE);
    gen_join(b, h, gen_chance(b->g, 50));
    emit_store(b, at, zero);
    guard_end(b, &s);
}

/* The pair that both sides know: replaced, or what hangs below it, or written. */
static void touch_pair(struct body *b)
{
    uint32_t at = variable(b, b->g->cb.pair);
    if (gen_chance(b->g, b->g->packets / 3)) {
        gen_send_and_forget(b, at, PAIR);
        return;
    }
    if (gen_chance(b->g, 30)) {
        emit_store(b, at, global_or_any(b, PAIR));
        return;
    }
    uint32_t pair = emit_load(b, at), null = emit_null(b);
    struct guard s = guard_begin(b, pair, null, RIR_P_NE);
    uint32_t field = emit_field(b, pair, PAIR, 1 + gen_below(b->g, 2));
    if (gen_chance(b->g, 60)) {
        emit_store(b, field, global_or_any(b, CELL));
    } else if (gen_chance(b->g, 50)) {
        emit_write(b, pair, some_integer(b));
    } else {
        uint32_t cell = emit_load(b, field);
        struct guard in = guard_begin(b, cell, null, RIR_P_NE);
        emit_write(b, cell, some_integer(b));
        guard_end(b, &in);
    }
    guard_end(b, &s);
}

/* The slot that somebody has shown gets another cell. */
static void touch_slot(struct body *b)
{
    uint32_t slot = emit_load(b, variable(b, b->g->cb.slot)), null = emit_null(b);
    struct guard s = guard_begin(b, slot, null, RIR_P_NE);
    emit_store(b, slot, global_or_any(b, CELL));
    guard_end(b, &s);
}

/* free(kept); kept = NULL; */
static void free_kept(struct body *b)
{
    uint32_t at = variable(b, b->g->cb.kept), p = emit_load(b, at), null = emit_null(b);
    struct guard s = guard_begin(b, p, null, RIR_P_NE);
    emit_store(b, at, null);
    emit(b, (struct rir_insn){.op = RIR_FREE, ARGS(p)}, NULL);
    guard_end(b, &s);
}

static void keep_cell(struct body *b)
{
    uint32_t p = emit_heap(b, CELL);
    emit_zero(b, p, CELL);
    remember(b, p, CELL, true);
    emit_store(b, variable(b, b->g->cb.kept), p);
}

/* ---- handing ---- */

static uint32_t function(struct body *b, unsigned callback)
{
    return rir_build_func(b->b, b->g->cb.funcs[callback]);
}

/* What a callback is to be called with. */
static uint32_t data_for(struct body *b, unsigned callback)
{
    const struct signature *s = &callback_sigs[callback];
    if (!s->nparams)
        return emit_null(b);
    return s->params[0] == FUNCTION ? function(b, gen_below(b->g, CALLBACKS))
                                    : some_pointer(b, (enum shape)s->params[0]);
}

/* struct { function *f; void *data; } hook = ...; take(&hook); or by value */
static void hand_hook(struct body *b, unsigned callback)
{
    uint32_t hook = gen_chance(b->g, 50) ? emit_stack(b, JOB) : emit_heap(b, JOB);
    emit_store(b, hook, function(b, callback));
    uint32_t data = data_for(b, callback);
    emit_store(b, emit_word(b, hook, emit_const(b, 1)), data);
    bool by_value = gen_chance(b->g, 30);
    emit_call(b, by_value ? b->g->cb.take_copy : b->g->cb.take, &hook, 1, VOID, by_value);
}

/* hook = callback; run(); where the variable is exported */
static void hand_by_variable(struct body *b, unsigned callback)
{
    emit_store(b, rir_build_global(b->b, b->g->cb.hook, 0), function(b, callback));
    emit_call(b, b->g->cb.run, NULL, 0, VOID, false);
}

/* To assembly and the like. */
static void hand_to_opaque(struct body *b, unsigned callback)
{
    uint32_t f = function(b, callback), data = data_for(b, callback);
    emit(b, (struct rir_insn){.op = RIR_OPAQUE, .text = "assembly", ARGS(f, data)}, NULL);
}

/* One of the leaves' type: a callback, or one that is not known itself. */
uint32_t gen_handed_leaf(struct body *b)
{
    return gen_chance(b->g, 20) ? rir_build_func(b->b, b->g->cb.outside) : function(b, 0);
}

/* A node with a function, as they hang in lists. */
static void hand_node(struct body *b)
{
    uint32_t node = some_pointer(b, NODE);
    emit_store(b, emit_field(b, node, NODE, 3), gen_handed_leaf(b));
    emit_call(b, b->g->cb.take, &node, 1, VOID, false);
}

/* f = get(callback); if (f == NULL) f = callback; f(cell); */
static void hand_and_call(struct body *b)
{
    uint32_t f = gen_handed_leaf(b), null = emit_null(b);
    uint32_t got = emit_call(b, b->g->cb.get, &f, 1, CELL, false), cell = some_pointer(b, CELL);
    uint32_t g = emit_select(b, emit_cmp(b, RIR_P_EQ, got, null, true), f, got, true);
    remember(b, emit_calli(b, g, &cell, 1, INTEGER), INTEGER, true);
}

static void hand(struct body *b)
{
    struct gen *g = b->g;
    unsigned callback = gen_below(g, CALLBACKS);
    uint32_t args[2] = {function(b, callback), 0};
    switch (gen_below(g, 12)) {
    case 0:
    case 1:
    case 2:
        emit_call(b, gen_chance(g, 20) ? g->cb.pass : g->cb.loop, args, 1, VOID, false);
        break;
    case 3:
    case 4:
        args[1] = data_for(b, callback);
        emit_call(b, g->cb.keep, args, 2, VOID, false);
        break;
    case 5:
        args[1] = data_for(b, callback);
        emit_call(b, g->cb.borrow, args, 2, VOID, false);
        break;
    case 6:
        hand_hook(b, callback);
        break;
    case 7:
        hand_node(b);
        break;
    case 8:
        hand_and_call(b);
        break;
    case 9:
        hand_to_opaque(b, callback);
        break;
    case 10:
        hand_by_variable(b, callback);
        break;
    default:
        emit_call(b, gen_chance(g, 30) ? g->cb.step : g->cb.run, NULL, 0, VOID, false);
        break;
    }
}

/* Hands a function, this one or any other, and perhaps calls unknown code once more. */
static void hand_some(struct body *b, unsigned callback)
{
    uint32_t f = function(b, callback);
    if (gen_chance(b->g, 50))
        emit_call(b, b->g->cb.loop, &f, 1, VOID, false);
    else
        hand(b);
    if (gen_chance(b->g, 30))
        emit_call(b, b->g->cb.run, NULL, 0, VOID, false);
}

/* ---- before and after ---- */

/* pair->b = cell; known = pair; hand; write pair->b, or cell, or pair */
static void rely_on_pair(struct body *b)
{
    uint32_t pair = fresh_object(b, PAIR), cell = fresh_object(b, CELL);
    unsigned f = 1 + gen_below(b->g, 2);
    emit_store(b, emit_field(b, pair, PAIR, f), cell);
    uint32_t at = variable(b, b->g->cb.pair);
    emit_store(b, at, pair);
    hand_some(b, TOUCHES_PAIR);
    if (gen_chance(b->g, 25))
        pair = without_null(b, (struct var){emit_load(b, at), PAIR, false});
    struct var v = {emit_load(b, emit_field(b, pair, PAIR, f)), CELL, false};
    emit_write(b, gen_chance(b->g, 30) ? pair : without_null(b, v), some_integer(b));
    if (gen_chance(b->g, 30))
        emit_write(b, cell, some_integer(b));
    emit_store(b, at, emit_null(b));
}

/* cell *p = cell; known = &p; hand; *p = 1; */
static void rely_on_slot(struct body *b)
{
    uint32_t slot = emit_stack(b, CELL_PTR), cell = fresh_object(b, CELL);
    uint32_t at = variable(b, b->g->cb.slot);
    emit_store(b, slot, cell);
    emit_store(b, at, slot);
    hand_some(b, TOUCHES_SLOT);
    emit_write(b, without_null(b, (struct var){emit_load(b, slot), CELL, false}), some_integer(b));
    emit_store(b, at, emit_null(b));
}

/* What is handed with the function: it may be kept, shown, or lead elsewhere. */
static void rely_on_argument(struct body *b)
{
    uint32_t pair = fresh_object(b, PAIR), cell = fresh_object(b, CELL);
    emit_store(b, emit_field(b, pair, PAIR, 1), cell);
    uint32_t args[2] = {function(b, SENDS), pair};
    bool borrow = gen_chance(b->g, 50);
    emit_call(b, borrow ? b->g->cb.borrow : b->g->cb.keep, args, 2, VOID, false);
    if (gen_chance(b->g, 30))
        emit_call(b, b->g->cb.run, NULL, 0, VOID, false);
    struct var v = {emit_load(b, emit_field(b, pair, PAIR, 1)), CELL, false};
    emit_write(b, without_null(b, v), some_integer(b));
    emit_write(b, gen_chance(b->g, 50) ? cell : pair, some_integer(b));
}

static void once(struct body *b)
{
    if (gen_chance(b->g, 11)) { /* unknown code may go on with what was sent */
        rely_on_argument(b);
        return;
    }
    switch (gen_below(b->g, 12)) {
    case 0:
    case 1:
        start_job(b);
        break;
    case 2:
        join_job(b);
        break;
    case 3:
        touch_pair(b);
        break;
    case 4:
        touch_slot(b);
        break;
    case 5:
        (gen_chance(b->g, 50) ? free_kept : keep_cell)(b);
        break;
    case 6:
        (gen_chance(b->g, 30) ? replace_handle : gen_write_global)(b);
        break;
    case 7:
        rely_on_slot(b);
        break;
    case 8:
        rely_on_pair(b);
        break;
    case 9:
        rely_on_argument(b);
        break;
    default:
        hand_some(b, gen_below(b->g, CALLBACKS));
        break;
    }
}

void gen_callbacks(struct body *b)
{
    if (b->role == ROLE_LEAF || b->nesting > 1 || !gen_chance(b->g, b->g->callbacks))
        return;
    for (unsigned n = 1 + gen_below(b->g, b->role == ROLE_MAIN ? 5 : 3); n > 0; n--)
        once(b);
}

/* Nothing was sent yet, and nobody else runs: what is sent in the call itself remains. */
void gen_first_call(struct body *b)
{
    if (!b->g->callbacks || !gen_chance(b->g, b->g->packets))
        return;
    uint32_t f = function(b, SENDS);
    emit_call(b, b->g->cb.loop, &f, 1, VOID, false);
}

/* ---- the functions ---- */

static uint32_t packet_queue(struct body *b)
{
    return rir_build_global(b->b, b->g->packet.queues[PAIR], 0);
}

/* What a callback does with what it is called with. */
static void use_argument(struct body *b, enum shape s, uint32_t p)
{
    struct gen *g = b->g;
    uint32_t null = emit_null(b);
    struct guard in = guard_begin(b, p, null, RIR_P_NE);
    if (s == PAIR && gen_chance(g, g->packets * 2 / 3))
        emit(b, (struct rir_insn){.op = RIR_SEND, ARGS(p, packet_queue(b))}, NULL);
    else if (s == FUNCTION)
        emit_call(b, gen_chance(g, 50) ? g->cb.loop : g->cb.pass, &p, 1, VOID, false);
    else if (s == PAIR && gen_chance(g, 50))
        emit_store(b, variable(b, g->cb.pair), p);
    else if (s == PAIR && gen_chance(g, 60))
        emit_store(b, emit_field(b, p, PAIR, 1), global_or_any(b, CELL));
    else if (s == CELL_PTR)
        emit_store(b, p, global_or_any(b, CELL));
    else if (s == NODE)
        emit_store(b, emit_field(b, p, NODE, 0), global_or_any(b, PAIR));
    else
        emit_write(b, p, some_integer(b));
    guard_end(b, &in);
}

static void fill_callback(struct body *b, unsigned callback)
{
    const struct signature *s = &callback_sigs[callback];
    if (callback == TOUCHES_PAIR && gen_chance(b->g, 70))
        touch_pair(b);
    if (callback == TOUCHES_SLOT && gen_chance(b->g, 70))
        touch_slot(b);
    for (unsigned k = 0; k < s->nparams; k++) {
        struct var v = {rir_build_param(b->b, k), s->params[k], false};
        remember(b, v.value, (enum shape)v.shape, false);
        if (gen_chance(b->g, callback == SENDS && b->g->packets ? b->g->packets : 50))
            use_argument(b, (enum shape)v.shape, v.value);
    }
    unsigned n = 1 + gen_below(b->g, 3);
    for (unsigned i = 0; i < n; i++)
        if (gen_chance(b->g, 70))
            once(b);
        else
            gen_statements(b, 1);
    gen_leave(b);
    if (s->result == INTEGER)
        emit_ret(b, some_integer(b));
    else
        emit_ret(b, s->result == VOID ? RIR_NONE : any_pointer(b, (enum shape)s->result).value);
}

/* What the static pair is, and a cell of it, if there are any. */
static void read_pair(struct body *b)
{
    uint32_t pair = emit_load(b, rir_build_global(b->b, b->g->cb.pair[0], 0)), null = emit_null(b);
    struct guard s = guard_begin(b, pair, null, RIR_P_NE);
    emit_read(b, pair);
    uint32_t cell = emit_load(b, emit_field(b, pair, PAIR, 1));
    struct guard in = guard_begin(b, cell, null, RIR_P_NE);
    emit_read(b, cell);
    guard_end(b, &in);
    guard_end(b, &s);
}

/* task: reads a global, or what others may know, and does what a leaf does. */
static void fill_job(struct body *b)
{
    struct var v = {rir_build_param(b->b, 0), CELL, false};
    uint32_t cell = without_null(b, v), p = some_global(b, CELL);
    remember(b, cell, CELL, true);
    if (p != RIR_NONE)
        remember(b, emit_read(b, p), INTEGER, true);
    if (gen_chance(b->g, 50))
        read_pair(b);
    gen_statements(b, 1 + gen_below(b->g, 3));
    if (gen_chance(b->g, 50))
        read_pair(b);
    emit_ret(b, gen_chance(b->g, 30) ? cell : emit_null(b));
}

void gen_declare_callbacks(struct gen *g)
{
    static const uint8_t job[] = {JOB}, one[] = {FUNCTION}, two[] = {FUNCTION, VOID},
                         any[] = {VOID}, cell[] = {CELL};
    char name[24];
    g->cb.loop = gen_declare(g, "loop", VOID, one, 1, false);
    g->cb.keep = gen_declare(g, "keep", VOID, two, 2, false);
    g->cb.take = gen_declare(g, "take", VOID, any, 1, false);
    g->cb.take_copy = gen_declare(g, "take_copy", VOID, job, 1, true);
    g->cb.get = gen_declare(g, "get", CELL, one, 1, false);
    g->cb.run = gen_declare(g, "run", VOID, NULL, 0, false);
    g->cb.outside = gen_declare(g, "outside", INTEGER, cell, 1, false);
    g->cb.pass = gen_declare(g, "pass", VOID, one, 1, false);
    g->cb.step = gen_declare(g, "step", VOID, NULL, 0, false);
    g->cb.borrow = gen_declare(g, "borrow", VOID, two, 2, false);
    gen_annotate(g, g->cb.borrow, RIR_ANN_BORROWS, 2, 0);
    if (gen_chance(g, 50))
        gen_annotate(g, g->cb.borrow, RIR_ANN_NOESCAPE, 1, 0);
    g->cb.hook = add_variable(g, "hook", false);
    g->m->globals.data[g->cb.hook].linkage = RIR_EXTERNAL;
    for (unsigned own = 0; own < 2; own++) {
        g->cb.pair[own] = add_variable(g, own ? "own_pair" : "the_pair", own);
        g->cb.slot[own] = add_variable(g, own ? "own_slot" : "the_slot", own);
        g->cb.kept[own] = add_variable(g, own ? "own_kept" : "the_kept", own);
        g->cb.where[own] = add_variable(g, own ? "own_where" : "the_where", own);
        g->cb.handle[own] = add_variable(g, own ? "own_handle" : "the_handle", own);
    }
    for (unsigned i = 0; i < CALLBACKS; i++) {
        const struct signature *s = &callback_sigs[i];
        snprintf(name, sizeof name, "callback%u", i);
        g->cb.funcs[i] = gen_declare(g, name, (enum shape)s->result, s->params, s->nparams, false);
    }
    for (unsigned i = 0; i < JOBS; i++) { /* the last one is not known */
        snprintf(name, sizeof name, "job%u", i);
        g->cb.jobs[i] = gen_declare(g, name, CELL, cell, 1, false);
    }
}

void gen_fill_callbacks(struct gen *g)
{
    for (unsigned i = 0; i < CALLBACKS; i++) {
        struct body b = gen_start_body(g, g->cb.funcs[i], ROLE_HELPER);
        b.depth = emit_const(&b, 1);
        fill_callback(&b, i);
        gen_end_body(&b);
    }
    for (unsigned i = 0; i + 1 < JOBS; i++) {
        struct body b = gen_start_body(g, g->cb.jobs[i], ROLE_LEAF);
        fill_job(&b);
        gen_end_body(&b);
    }
    struct body b = gen_start_body(g, g->cb.pass, ROLE_HELPER);
    uint32_t f = rir_build_param(b.b, 0);
    emit_call(&b, g->cb.loop, &f, 1, VOID, false);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
    b = gen_start_body(g, g->cb.step, ROLE_HELPER);
    emit_call(&b, g->cb.run, NULL, 0, VOID, false);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
}
