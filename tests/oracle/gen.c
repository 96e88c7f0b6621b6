/* A random program: types and globals, the functions that annotations describe, helpers, tasks,
 * main.
 *
 * A program has a temper, drawn first: how often tasks name globals, how often pointers are stored
 * into globals, how much is done through described functions. So some programs are clean, some
 * break the model in one place, and some everywhere. */
#include "gen.h"
#include "gen_int.h"

#include <stdio.h>

const struct layout layouts[NSHAPES] = {
    [CELL] = {"cell", 16, 2, {{F_INT, 0, 0}, {F_INT, 0, 8}}},
    [PAIR] = {"pair", 24, 3, {{F_INT, 0, 0}, {F_PTR, CELL, 8}, {F_PTR, CELL, 16}}},
    [NODE] = {"node", 32, 4, {{F_PTR, PAIR, 0}, {F_INT, 0, 8}, {F_PTR, NODE, 16}, {F_FUNC, 0, 24}}},
    [BOX] = {"box", 48, 3, {{F_EMBED, CELL, 0}, {F_EMBED, PAIR, 16}, {F_INT, 0, 40}}},
    [CELL_PTR] = {"cell_ptr", 8, 1, {{F_PTR, CELL, 0}}},
    [NODE_PTR] = {"node_ptr", 8, 1, {{F_PTR, NODE, 0}}},
    [CELLS] = {"cells", 64, 0, {{0}}},
    [PAIRS] = {"pairs", 96, 0, {{0}}},
    [JOB] = {"job", 16, 0, {{0}}},
    [NODES] = {"nodes", 128, 0, {{0}}},
    [BOXES] = {"boxes", 192, 0, {{0}}},
    [RACK] = {"rack", 40, 4, {{F_INT, 0, 0}, {F_ROW, 0, 8}, {F_INT, 0, 24}, {F_PTR, CELL, 32}}},
    [RACKS] = {"racks", 160, 0, {{0}}},
    [WORD] = {"word", 4, 1, {{F_INT, 0, 0}}},
    [WORDS] = {"words", 16, 0, {{0}}},
};

enum shape element_of(enum shape array)
{
    return array == CELLS   ? CELL
           : array == PAIRS ? PAIR
           : array == NODES ? NODE
           : array == BOXES ? BOX
           : array == RACKS ? RACK
           : array == WORDS ? WORD
                            : VOID;
}

const struct signature sigs[NSIGS] = {
    [LEAF] = {INTEGER, 1, {CELL}, false},
    {VOID, 3, {PAIR, CELL, INTEGER}, false},
    {CELL, 2, {PAIR, INTEGER}, false},
    {VOID, 2, {NODE, INTEGER}, false},
    {PAIR, 3, {CELL, NODE, INTEGER}, false},
    {VOID, 3, {CELL_PTR, CELL, INTEGER}, false},
    {VOID, 3, {PAIR, CELL, INTEGER}, true},
    {NODE, 2, {NODE_PTR, INTEGER}, false},
    [MIX] = {VOID, 3, {CELL_PTR, CELL_PTR, CELL}, false},
    [STATUS] = {INTEGER, 4, {CELL_PTR, CELL, CELL, MODE}, false},
    [SCRAMBLE] = {INTEGER, 1, {MODE}, false},
};

/* ---- types ---- */

static uint32_t pointer_to(struct rir_module *m, uint32_t type)
{
    struct rir_type t = {.kind = RIR_T_PTR, .size = 8, .elem = type};
    return rir_add_type(m, &t);
}

static void add_types(struct gen *g)
{
    struct rir_type i = {.kind = RIR_T_INT, .name = "int", .size = 4, .elem = RIR_NONE};
    g->int_type = rir_add_type(g->m, &i);
    for (unsigned s = 0; s < NSHAPES;
         s++) { /* first the structs, empty, because they refer to each other */
        struct rir_type t = {.kind = RIR_T_STRUCT,
                             .name = layouts[s].name,
                             .size = layouts[s].size,
                             .elem = RIR_NONE};
        enum shape element = element_of((enum shape)s);
        if (s == WORD)
            t = i;
        if (element != VOID) {
            t.kind = RIR_T_ARRAY;
            t.name = NULL;
            t.elem = g->types[element];
            t.count = ELEMENTS;
        }
        if (s == g->immutable)
            t.flags |= RIR_TYPE_IMMUTABLE;
        g->types[s] = rir_add_type(g->m, &t);
        g->ptr_types[s] = pointer_to(g->m, g->types[s]);
    }
    struct rir_type v = {.kind = RIR_T_PTR, .size = 8, .elem = RIR_NONE};
    uint32_t any = rir_add_type(g->m, &v);
    struct rir_type r = {.kind = RIR_T_ARRAY, .size = 16, .elem = g->int_type, .count = 4};
    uint32_t row = rir_add_type(g->m, &r);
    static const char *const names[] = {"a", "b", "c", "d"};
    for (unsigned s = 0; s < NSHAPES; s++) {
        const struct layout *l = &layouts[s];
        uint32_t n = s == JOB ? 2 : l->nfields;
        if (!n || s == WORD)
            continue;
        struct rir_field *f = ARENA_ARRAY(&g->m->arena, struct rir_field, n);
        for (unsigned k = 0; k < n; k++) {
            uint8_t kind = s == JOB ? (uint8_t)F_FUNC : l->fields[k].kind;
            f[k].name = intern_str(&g->m->strings, names[k]);
            f[k].offset = s == JOB ? 8 * k : l->fields[k].offset;
            f[k].type = kind == F_INT     ? g->int_type
                        : kind == F_PTR   ? g->ptr_types[l->fields[k].to]
                        : kind == F_EMBED ? g->types[l->fields[k].to]
                        : kind == F_ROW   ? row
                                          : any;
        }
        g->m->types.data[g->types[s]].fields = f;
        g->m->types.data[g->types[s]].nfields = n;
    }
}

/* ---- globals ---- */

static uint32_t global_of_shape(struct gen *g, enum shape s)
{
    for (int tries = 0; tries < 12; tries++) {
        const struct gglobal *v = &g->globals.data[gen_below(g, g->globals.len)];
        if (v->shape == s && !(v->flags & (G_TLS | G_CONST)))
            return v->index;
    }
    return RIR_NONE;
}

static void add_global(struct gen *g, enum shape s, unsigned flags)
{
    char name[24];
    snprintf(name, sizeof name, "g%u", g->globals.len);
    struct rir_global v = {
        .name = name,
        .linkage = gen_chance(g, g->hides_globals) ? RIR_INTERNAL : RIR_EXTERNAL,
        .flags = RIR_GLOBAL_DEFINED | (flags & G_CONST ? RIR_GLOBAL_CONST : 0) |
                 (flags & G_TLS ? RIR_GLOBAL_TLS : 0) | (flags & G_SHARED ? RIR_GLOBAL_SHARED : 0),
        .type = g->types[s],
        .size = layouts[s].size,
        .align = 8,
    };
    struct gglobal e = {rir_add_global(g->m, &v), (uint8_t)s, (uint8_t)flags};
    vec_push(&g->globals, e);
}

static void initialise(struct gen *g, const struct gglobal *v)
{
    const struct layout *l = &layouts[v->shape];
    struct rir_init init[4];
    uint32_t n = 0;
    for (unsigned k = 0; k < l->nfields && !(v->flags & G_TLS); k++) {
        if (l->fields[k].kind != F_PTR || !gen_chance(g, 35))
            continue;
        uint32_t to = global_of_shape(g, (enum shape)l->fields[k].to);
        if (to != RIR_NONE)
            init[n++] = (struct rir_init){.offset = l->fields[k].offset, .target = to};
    }
    struct rir_global *r = &g->m->globals.data[v->index];
    r->init = n ? arena_copy(&g->m->arena, init, n * sizeof *init) : NULL;
    r->ninit = n;
}

static uint32_t add_table(struct gen *g, const char *name, const uint32_t *to, uint32_t n,
                          bool funcs)
{
    struct rir_init init[4];
    for (uint32_t i = 0; i < n; i++)
        init[i] = (struct rir_init){.offset = 8 * i, .is_func = funcs, .target = to[i]};
    struct rir_global v = {.name = name,
                           .linkage = gen_chance(g, g->hides_globals) ? RIR_INTERNAL : RIR_EXTERNAL,
                           .flags = RIR_GLOBAL_DEFINED | RIR_GLOBAL_CONST,
                           .type = RIR_NONE,
                           .size = 8 * n,
                           .align = 8,
                           .init = init,
                           .ninit = n};
    return rir_add_global(g->m, &v);
}

static void add_globals(struct gen *g)
{
    add_global(g, CELL, 0);
    add_global(g, CELL_PTR, 0);
    unsigned n = 2 + gen_below(g, 7);
    for (unsigned i = 0; i < n; i++) {
        static const uint8_t shapes[] = {CELL, CELL,     PAIR,     PAIR,  NODE,
                                         BOX,  CELL_PTR, NODE_PTR, CELLS, PAIRS};
        unsigned f = gen_below(g, 100);
        unsigned flags = f < 8 ? G_CONST : f < 18 ? G_TLS : f < 28 ? G_SHARED : 0;
        add_global(g, (enum shape)shapes[gen_below(g, sizeof shapes)], flags);
    }
    for (unsigned i = 0; i < 2 && g->elements; i++) {
        static const uint8_t arrays[] = {CELLS, PAIRS, PAIRS, NODES, NODES,
                                         NODES, BOXES, RACKS, WORDS};
        add_global(g, (enum shape)arrays[gen_below(g, sizeof arrays)], 0);
    }
    for (uint32_t i = 0; i < g->globals.len; i++)
        initialise(g, &g->globals.data[i]);
    uint32_t cells[4];
    for (unsigned i = 0; i < 4; i++) {
        cells[i] = global_of_shape(g, CELL);
        if (cells[i] == RIR_NONE)
            cells[i] = g->globals.data[0].index;
    }
    struct rir_global h = {
        .name = "handles", .flags = RIR_GLOBAL_DEFINED, .type = RIR_NONE, .size = 32, .align = 8};
    g->handles = rir_add_global(g->m, &h);
    g->cell_table = add_table(g, "cell_table", cells, 4, false);
    struct rir_global buffer = {.name = "jump_buffer",
                                .linkage = RIR_INTERNAL,
                                .flags = RIR_GLOBAL_DEFINED | RIR_GLOBAL_TLS,
                                .type = RIR_NONE,
                                .size = 8,
                                .align = 8};
    g->jump_buffer = rir_add_global(g->m, &buffer);
}

/* ---- functions ---- */

/* Of a function of the program that gives out what is immutable, if something is. What others
 * return is of any shape. */
static uint32_t function_type(struct gen *g, enum shape result, const uint8_t *params, uint32_t n)
{
    if (g->immutable == NSHAPES || result >= NSHAPES || !g->typed)
        return RIR_NONE;
    struct rir_field *f = ARENA_ARRAY(&g->m->arena, struct rir_field, n + 1);
    for (uint32_t i = 0; i < n; i++)
        f[i].type = params[i] < NSHAPES ? g->ptr_types[params[i]] : g->int_type;
    struct rir_type t = {
        .kind = RIR_T_FUNC, .elem = g->ptr_types[result], .fields = f, .nfields = n};
    return rir_add_type(g->m, &t);
}

uint32_t gen_declare(struct gen *g, const char *name, enum shape result, const uint8_t *params,
                     uint32_t n, bool by_value)
{
    struct rir_param p[4] = {0};
    struct rir_scalar r = result == INTEGER ? int_scalar(64) : ptr_scalar();
    for (uint32_t i = 0; i < n; i++) {
        bool data = params[i] < NSHAPES;
        p[i].value = RIR_NONE;
        p[i].type = params[i] == INTEGER || params[i] == MODE ? int_scalar(64) : ptr_scalar();
        p[i].pos.cpos = (uint16_t)(i + 1);
        bool pointer = params[i] == CELL_PTR || params[i] == NODE_PTR; /* C has no struct for it */
        p[i].src =
            data && !(pointer && g->immutable != NSHAPES) ? g->ptr_types[params[i]] : RIR_NONE;
    }
    if (by_value) {
        p[0].pos.flags = RIR_ARG_BYVAL;
        p[0].src = g->types[params[0]];
    }
    struct rir_func f = {.name = name,
                         .type = function_type(g, result, params, n),
                         .params = p,
                         .nparams = n,
                         .ncparams = n,
                         .results = &r,
                         .nresults = result == VOID ? 0 : 1};
    return rir_add_func(g->m, &f);
}

void gen_annotate(struct gen *g, uint32_t func, enum rir_ann_kind kind, int a, int b)
{
    struct rir_ann ann = {.kind = (uint8_t)kind, .a = (int16_t)a, .b = (int16_t)b};
    if (kind == RIR_ANN_HIDDEN_STATE)
        ann.text = "another";
    if (kind == RIR_ANN_SPAWNS_IF || kind == RIR_ANN_JOINS_IF || kind == RIR_ANN_SENDS_IF)
        ann.when = RIR_ZERO;
    if (kind == RIR_ANN_RECEIVES_INTO_IF)
        ann.when = RIR_NONZERO;
    rir_add_ann(g->m, &g->m->funcs.data[func], &ann);
}

static void add_described(struct gen *g)
{
    static const uint8_t two[] = {CELL, CELL}, each[] = {CELL, FUNCTION},
                         job[] = {VOID, FUNCTION, VOID}, handle[] = {INTEGER}, bytes[] = {VOID};
    g->input = gen_declare(g, "input", INTEGER, NULL, 0, false);
    gen_annotate(g, g->input, RIR_ANN_PURE, 0, 0);
    g->reads = gen_declare(g, "reads", VOID, two, 1, false);
    gen_annotate(g, g->reads, RIR_ANN_READS, 1, 0);
    g->posts = gen_declare(g, "posts", VOID, bytes, 1, false);
    gen_annotate(g, g->posts, RIR_ANN_READS, 1, 0);
    gen_annotate(g, g->posts, RIR_ANN_LEAVES, 1, 0);
    g->writes = gen_declare(g, "writes", VOID, two, 2, false);
    gen_annotate(g, g->writes, RIR_ANN_WRITES, 1, 0);
    gen_annotate(g, g->writes, RIR_ANN_READS, 2, 0);
    g->find = gen_declare(g, "find", CELL, two, 1, false);
    gen_annotate(g, g->find, RIR_ANN_READS, 1, 0);
    gen_annotate(g, g->find, RIR_ANN_POINTS_INTO, 0, 1);
    g->each = gen_declare(g, "each", VOID, each, 2, false);
    gen_annotate(g, g->each, RIR_ANN_CALLS, 2, 1);
    g->hidden = gen_declare(g, "hidden", VOID, NULL, 0, false);
    gen_annotate(g, g->hidden, RIR_ANN_HIDDEN_STATE, 0, 0);
    g->create = gen_declare(g, "create", VOID, job, 3, false);
    gen_annotate(g, g->create, RIR_ANN_SPAWNS, 2, 3);
    gen_annotate(g, g->create, RIR_ANN_HANDLE, 1, 0);
    g->create_if = gen_declare(g, "create_if", INTEGER, job, 3, false);
    gen_annotate(g, g->create_if, RIR_ANN_SPAWNS_IF, 2, 3);
    gen_annotate(g, g->create_if, RIR_ANN_HANDLE, 1, 0);
    g->mystery = gen_declare(g, "mystery", CELL, two, 2, false);
    g->wait = gen_declare(g, "wait", VOID, handle, 1, false);
    gen_annotate(g, g->wait, RIR_ANN_JOINS, 0, 0);
    gen_annotate(g, g->wait, RIR_ANN_HANDLE, 1, 0);
    g->try_wait = gen_declare(g, "try_wait", INTEGER, handle, 1, false);
    gen_annotate(g, g->try_wait, RIR_ANN_JOINS_IF, 16, 0);
    gen_annotate(g, g->try_wait, RIR_ANN_HANDLE, 1, 0);
}

static void add_jumps(struct gen *g)
{
    static const uint8_t params[] = {VOID, INTEGER};
    g->setjmp = gen_declare(g, "_setjmp", INTEGER, params, 1, false);
    gen_annotate(g, g->setjmp, RIR_ANN_WRITES, 1, 0);
    g->m->funcs.data[g->setjmp].flags |= RIR_FUNC_RETURNS_TWICE;
    g->longjmp = gen_declare(g, "longjmp", VOID, params, 2, false);
    gen_annotate(g, g->longjmp, RIR_ANN_READS, 1, 0);
    g->m->funcs.data[g->longjmp].flags |= RIR_FUNC_NORETURN;
}

static void declare_helpers(struct gen *g)
{
    unsigned leaves = 2, others = 1 + gen_below(g, 5);
    char name[24];
    for (unsigned i = 0; i < leaves + others; i++) {
        uint8_t sig = i < leaves ? LEAF : (uint8_t)(1 + gen_below(g, NSIGS - 1));
        if (g->trails && i >= leaves && gen_chance(g, 30))
            sig = MIX;
        if (g->flags && i >= leaves && gen_chance(g, 40))
            sig = STATUS;
        if (g->trails && i >= leaves && gen_chance(g, 15))
            sig = SCRAMBLE;
        snprintf(name, sizeof name, "%s%u", i < leaves ? "leaf" : "help", i);
        struct gfunc f = {gen_declare(g, name, (enum shape)sigs[sig].result, sigs[sig].params,
                                      sigs[sig].nparams, sigs[sig].by_value),
                          sig};
        vec_push(&g->funcs, f);
    }
    uint32_t table[2] = {g->funcs.data[0].index, g->funcs.data[1].index};
    g->leaf_table = add_table(g, "leaf_table", table, 2, true);
}

static void declare_tasks(struct gen *g)
{
    static const uint8_t shapes[] = {CELL, CELL, PAIR, PAIR, NODE, BOX, CELL_PTR, NODE_PTR, VOID};
    char name[24];
    unsigned n = 1 + gen_below(g, 3);
    for (unsigned i = 0; i < n; i++) {
        struct gtask t = {.arg = shapes[gen_below(g, sizeof shapes)]};
        snprintf(name, sizeof name, "task%u", i);
        t.index = gen_declare(g, name, CELL, &t.arg, 1, false);
        vec_push(&g->tasks, t);
    }
}

struct body gen_start_body(struct gen *g, uint32_t func, enum role role)
{
    struct body b = {.g = g,
                     .b = rir_build_start(g->m, func),
                     .role = role,
                     .self = RIR_NONE,
                     .depth = RIR_NONE,
                     .handle = RIR_NONE,
                     .budget = 4 + gen_below(g, 14)};
    at_block(&b, new_block(&b));
    return b;
}

void gen_end_body(struct body *b)
{
    rir_build_finish(b->b);
    vec_free(&b->vars);
}

static void fill_helper(struct gen *g, uint32_t i)
{
    const struct gfunc *f = &g->funcs.data[i];
    const struct signature *s = &sigs[f->sig];
    bool leaf = f->sig == LEAF || f->sig == MIX || f->sig == STATUS || f->sig == SCRAMBLE;
    struct body b = gen_start_body(g, f->index, leaf ? ROLE_LEAF : ROLE_HELPER);
    b.self = i;
    if (f->sig == LEAF)
        b.budget = 1 + gen_below(g, 4);
    for (unsigned k = 0; k < s->nparams; k++) {
        uint32_t p = rir_build_param(b.b, k);
        if (s->params[k] == INTEGER)
            b.depth = p;
        else if (s->params[k] == MODE)
            remember(&b, p, INTEGER, true);
        else
            remember(&b, p, (enum shape)s->params[k], true);
    }
    if (b.depth != RIR_NONE) { /* the end of recursion */
        uint32_t deep = new_block(&b), go = new_block(&b), zero = emit_const(&b, 0);
        emit_cond(&b, emit_cmp(&b, RIR_P_SLE, b.depth, zero, false), deep, go);
        at_block(&b, deep);
        emit_ret(&b, s->result == VOID ? RIR_NONE : emit_null(&b));
        at_block(&b, go);
    }
    if (f->sig == STATUS || f->sig == SCRAMBLE) { /* return by themselves */
        (f->sig == STATUS ? gen_status_body : gen_scramble_body)(&b);
        gen_end_body(&b);
        return;
    }
    if (f->sig == MIX)
        gen_mix_body(&b);
    else
        gen_statements(&b, b.budget);
    gen_leave(&b);
    if (s->result == INTEGER)
        emit_ret(&b, some_integer(&b));
    else
        emit_ret(&b, s->result == VOID ? RIR_NONE : any_pointer(&b, (enum shape)s->result).value);
    gen_end_body(&b);
}

static void fill_task(struct gen *g, uint32_t i)
{
    const struct gtask *t = &g->tasks.data[i];
    struct body b = gen_start_body(g, t->index, ROLE_TASK);
    b.task = i;
    b.depth = emit_const(&b, 1 + gen_below(g, 3));
    if (t->arg != VOID) {
        /* An argument may be null. */
        struct var v = {rir_build_param(b.b, 0), t->arg, false};
        remember(&b, without_null(&b, v), (enum shape)t->arg, true);
    }
    unsigned before = gen_below(g, b.budget);
    gen_statements(&b, before);
    if (g->trails)
        gen_trail(&b);
    if (g->flags)
        gen_flags(&b);
    if (gen_chance(g, g->shown))
        gen_shown(&b);
    for (unsigned n = 1 + gen_below(g, 2); n > 0 && g->hoards; n--)
        gen_hoard(&b);
    gen_statements(&b, b.budget);
    emit_ret(&b, any_pointer(&b, CELL).value);
    gen_end_body(&b);
}

/* The two indirections that people put around thread functions. */
static void add_wrappers(struct gen *g)
{
    static const uint8_t job[] = {JOB}, three[] = {VOID, FUNCTION, VOID};
    g->runner = gen_declare(g, "run_job", CELL, job, 1, false);
    struct body b = gen_start_body(g, g->runner, ROLE_TASK);
    uint32_t j = rir_build_param(b.b, 0);
    struct rir_scalar t = ptr_scalar();
    uint32_t second = emit(
        &b,
        (struct rir_insn){
            .op = RIR_FIELD, .ref = g->types[JOB], .field = 1, .imm = 8, .args = &j, .nargs = 1},
        &t);
    uint32_t fn = emit_load(&b, j), arg = emit_load(&b, second);
    emit_ret(&b, emit_calli(&b, fn, &arg, 1, CELL));
    gen_end_body(&b);
    g->starter = gen_declare(g, "start_it", VOID, three, 3, false);
    b = gen_start_body(g, g->starter, ROLE_HELPER);
    uint32_t args[3] = {rir_build_param(b.b, 0), rir_build_param(b.b, 1), rir_build_param(b.b, 2)};
    emit_call(&b, g->create, args, 3, VOID, false);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
}

/* Functions that join what they are given: always, or on some paths. */
static void add_waits(struct gen *g)
{
    static const uint8_t handle[] = {INTEGER}, place[] = {VOID};
    struct rir_scalar word = int_scalar(64);
    g->wait_for = gen_declare(g, "wait_for", VOID, handle, 1, false);
    struct body b = gen_start_body(g, g->wait_for, ROLE_HELPER);
    uint32_t h = rir_build_param(b.b, 0);
    if (g->waits == WAITS_PERHAPS) {
        uint32_t yes = new_block(&b), out = new_block(&b), zero = emit_const(&b, 0);
        emit_cond(&b, emit_cmp(&b, RIR_P_EQ, emit_input(&b), zero, false), out, yes);
        at_block(&b, out);
        emit_ret(&b, RIR_NONE);
        at_block(&b, yes);
    }
    emit_call(&b, g->wait, &h, 1, VOID, false);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
    g->wait_at = gen_declare(g, "wait_at", VOID, place, 1, false);
    b = gen_start_body(g, g->wait_at, ROLE_HELPER);
    h = emit(&b, (struct rir_insn){.op = RIR_LOAD, ARGS(rir_build_param(b.b, 0))}, &word);
    emit_call(&b, g->wait_for, &h, 1, VOID, false);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
}

/* Starts a task if it can, and says so by a status of its own. */
static void add_try_start(struct gen *g)
{
    static const uint8_t three[] = {VOID, FUNCTION, VOID};
    g->try_start = gen_declare(g, "try_start", INTEGER, three, 3, false);
    struct body b = gen_start_body(g, g->try_start, ROLE_HELPER);
    uint32_t args[3] = {rir_build_param(b.b, 0), rir_build_param(b.b, 1), rir_build_param(b.b, 2)};
    uint32_t r = emit_call(&b, g->create_if, args, 3, INTEGER, false);
    uint32_t yes = new_block(&b), no = new_block(&b), zero = emit_const(&b, 0);
    bool inverted = gen_chance(g, 30);
    emit_cond(&b, emit_cmp(&b, RIR_P_EQ, r, zero, false), yes, no);
    at_block(&b, yes);
    emit_ret(&b, emit_const(&b, inverted));
    at_block(&b, no);
    emit_ret(&b, emit_const(&b, inverted ? 0 : -1));
    g->try_inverted = inverted;
    gen_end_body(&b);
}

static void add_body(struct gen *g, uint32_t func, enum role role, void (*fill)(struct body *))
{
    struct body b = gen_start_body(g, func, role);
    fill(&b);
    gen_end_body(&b);
}

/* Leaves and a task that only gen_shown() uses. */
static void add_shown(struct gen *g)
{
    static const uint8_t cell[] = {CELL}, four[] = {PAIR, PAIR, CELL, CELL},
                         three[] = {NODE, NODE, PAIR}, two[] = {CELL_PTR, CELL};
    g->both = gen_declare(g, "both", INTEGER, four, 4, false);
    g->keeps = gen_declare(g, "keeps", INTEGER, three, 3, false);
    g->takes = gen_declare(g, "takes", INTEGER, two, 2, false);
    g->shows = gen_declare(g, "shows", INTEGER, cell, 1, false);
    g->boxes = gen_declare(g, "boxes", INTEGER, cell, 1, false);
    g->echo = gen_declare(g, "echo", CELL, cell, 1, false);
    add_body(g, g->both, ROLE_LEAF, gen_both_body);
    add_body(g, g->keeps, ROLE_LEAF, gen_keeps_body);
    add_body(g, g->takes, ROLE_LEAF, gen_takes_body);
    add_body(g, g->shows, ROLE_LEAF, gen_shows_body);
    add_body(g, g->boxes, ROLE_LEAF, gen_boxes_body);
    add_body(g, g->echo, ROLE_TASK, gen_echo_body);
}

static void add_elements(struct gen *g)
{
    static const uint8_t shapes[] = {CELL, PAIR, NODE, BOX, RACK, WORD};
    char name[24];
    for (unsigned i = 0; i < sizeof shapes; i++) {
        struct gtask t = {.arg = shapes[i]};
        snprintf(name, sizeof name, "step_%s", layouts[t.arg].name);
        t.index = gen_declare(g, name, INTEGER, &t.arg, 1, false);
        vec_push(&g->steps, t);
        snprintf(name, sizeof name, "work_%s", layouts[t.arg].name);
        t.index = gen_declare(g, name, CELL, &t.arg, 1, false);
        vec_push(&g->workers, t);
        snprintf(name, sizeof name, "lend_%s", layouts[t.arg].name);
        t.index = gen_declare(g, name, INTEGER, &t.arg, 1, false);
        vec_push(&g->lenders, t);
    }
    for (unsigned i = 0; i < sizeof shapes; i++) {
        struct body b = gen_start_body(g, g->steps.data[i].index, ROLE_LEAF);
        gen_step_body(&b, (enum shape)shapes[i]);
        gen_end_body(&b);
        b = gen_start_body(g, g->workers.data[i].index, ROLE_TASK);
        b.task = g->tasks.len; /* starts no others */
        b.depth = emit_const(&b, 1);
        gen_worker_body(&b, (enum shape)shapes[i]);
        gen_end_body(&b);
        b = gen_start_body(g, g->lenders.data[i].index, ROLE_HELPER);
        gen_lender_body(&b, (enum shape)shapes[i]);
        gen_end_body(&b);
    }
}

static void choose_temper(struct gen *g)
{
    static const uint8_t naming[] = {0, 0, 2, 5, 12, 25, 40};
    static const uint8_t publishing[] = {0, 0, 5, 25, 60};
    g->name_globals = naming[gen_below(g, sizeof naming)];
    g->publish = publishing[gen_below(g, sizeof publishing)];
    g->described = gen_below(g, 3) * 40;
    g->threads_fancy = gen_below(g, 3) * 40;
    g->mysteries = gen_chance(g, 15) ? 30 : 0;
    g->trails = gen_chance(g, 40) ? 60 : 0;
    g->flags = gen_chance(g, g->trails ? 10 : 40) ? 40 : 0;
    g->shown = gen_chance(g, 20) ? 60 : 0;
    g->jumps = gen_chance(g, 25) ? 70 : 0;
    g->elements = gen_chance(g, 35) ? 80 : 0;
    g->callbacks = gen_chance(g, 25) ? 80 : 0;
    g->packets = gen_chance(g, 40) ? 90 : 0;
    g->pure = g->packets && gen_chance(g, 30);
    g->freezes = g->packets && gen_chance(g, 40) ? 90 : 0;
    g->hoards = g->packets && gen_chance(g, 50) ? 80 : 0;
    g->hides_globals = g->callbacks || g->mysteries ? 50 : 0;
}

/* Without random numbers of their own: what else is in a program does not depend on it. */
static void choose_by_seed(struct gen *g, uint64_t seed)
{
    static const uint8_t shapes[] = {PAIR, NODE, CELL, PAIR, NODE};
    uint64_t z = seed * UINT64_C(0x9E3779B97F4A7C15) >> 40;
    static const uint8_t waits[] = {WAITS, WAITS_FOR, WAITS_AT, WAITS_PERHAPS};
    g->waits = waits[z / 64 % sizeof waits];
    g->immutable = z % 4 == 0 ? shapes[z / 4 % sizeof shapes] : NSHAPES;
    g->pipes = z % 4 == 1;
    g->sheds = z / 320 % 3 == 0;
}

/* Somebody might call exported functions that are not called here, and these start tasks. */
static void hide_functions(struct gen *g, uint32_t main_func)
{
    for (uint32_t f = 0; f < g->m->funcs.len; f++)
        if ((g->m->funcs.data[f].flags & RIR_FUNC_DEFINED) != 0 && f != main_func &&
            gen_chance(g, 95))
            g->m->funcs.data[f].linkage = RIR_INTERNAL;
}

struct rir_module *gen_program(uint64_t seed)
{
    struct gen gen = {.rng = seed * 2654435761u + 12345, .m = rir_module_new("gen.c", 64)},
               *g = &gen;
    choose_temper(g);
    choose_by_seed(g, seed);
    add_types(g);
    add_globals(g);
    add_described(g);
    add_jumps(g);
    g->typed = true;
    declare_helpers(g);
    if (g->immutable != NSHAPES)
        gen_declare_immutable(g);
    if (g->pipes)
        gen_declare_pipes(g);
    g->typed = false;
    declare_tasks(g);
    add_wrappers(g);
    add_try_start(g);
    if (g->waits != WAITS)
        add_waits(g);
    if (g->packets) {
        gen_declare_packets(g);
        gen_declare_kept(g);
    }
    if (g->hoards)
        gen_declare_hoards(g);
    if (g->shown)
        add_shown(g);
    if (g->elements) {
        add_elements(g);
        gen_declare_launched(g);
        if (g->sheds)
            gen_declare_sheds(g);
    }
    if (g->callbacks)
        gen_declare_callbacks(g);
    for (uint32_t i = 0; i < g->funcs.len; i++)
        fill_helper(g, i);
    for (uint32_t i = 0; i < g->tasks.len; i++)
        fill_task(g, i);
    if (g->elements)
        gen_fill_launched(g);
    if (g->elements && g->sheds)
        gen_fill_sheds(g);
    if (g->packets) {
        gen_fill_packets(g);
        gen_fill_kept(g);
    }
    if (g->hoards)
        gen_fill_hoards(g);
    if (g->immutable != NSHAPES)
        gen_fill_immutable(g);
    if (g->callbacks)
        gen_fill_callbacks(g);
    uint32_t main_func = gen_declare(g, "main", INTEGER, NULL, 0, false);
    struct body b = gen_start_body(g, main_func, ROLE_MAIN);
    b.depth = emit_const(&b, 1 + gen_below(g, 2));
    gen_main_body(&b);
    gen_end_body(&b);
    hide_functions(g, main_func);
    vec_free(&g->globals);
    vec_free(&g->funcs);
    vec_free(&g->tasks);
    vec_free(&g->steps);
    vec_free(&g->workers);
    vec_free(&g->lenders);
    return g->m;
}
