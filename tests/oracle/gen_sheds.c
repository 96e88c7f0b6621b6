/* Sheds: structs with an array of which elements are lent, and more beside it.
 *
 * struct shed { cell head; E rooms[4]; handle handles[4]; long count; cell tail; }. Rooms are lent
 * one by one, in a loop that counts in the shed or in a variable, or by constants, and their tasks
 * are joined in the same function or in another one. Meanwhile main uses what lies beside the
 * rooms, and other rooms. Something may be wrong: a room is lent twice, or leads to the head or to
 * another room, the count is changed, a handle is overwritten, not all are joined, or on some path
 * none. */
#include "gen_int.h"

enum { HEAD, ROOMS, TASKS, COUNT, TAIL };

struct shed {
    uint32_t base;
    enum shape room;
};

static uint32_t offset_of(enum shape room, unsigned member)
{
    uint32_t cell = layouts[CELL].size, rooms = ELEMENTS * layouts[room].size;
    const uint32_t off[] = {0, cell, cell + rooms, cell + rooms + HANDLES,
                            cell + rooms + HANDLES + 8};
    return off[member];
}

static uint32_t size_of(enum shape room)
{
    return offset_of(room, TAIL) + layouts[CELL].size;
}

static enum shape array_of(enum shape room)
{
    enum shape s = CELL;
    while (element_of(s) != room)
        s++;
    return s;
}

void gen_declare_sheds(struct gen *g)
{
    static const uint8_t rooms[] = {CELL, PAIR, PAIR, NODE, NODE, BOX, RACK};
    static const char *const names[] = {"head", "rooms", "tasks", "count", "tail"};
    enum shape room = (enum shape)rooms[gen_below(g, sizeof rooms)];
    struct rir_type word = {.kind = RIR_T_PTR, .size = 8, .elem = RIR_NONE},
                    number = {.kind = RIR_T_INT, .name = "long", .size = 8, .elem = RIR_NONE},
                    tasks = {.kind = RIR_T_ARRAY, .size = HANDLES, .count = HANDLES / 8};
    tasks.elem = rir_add_type(g->m, &word);
    uint32_t types[] = {g->types[CELL], g->types[array_of(room)], rir_add_type(g->m, &tasks),
                        rir_add_type(g->m, &number), g->types[CELL]};
    struct rir_field f[5] = {0};
    for (unsigned i = 0; i < 5; i++)
        f[i] = (struct rir_field){.name = intern_str(&g->m->strings, names[i]),
                                  .offset = offset_of(room, i),
                                  .type = types[i]};
    struct rir_type t = {
        .kind = RIR_T_STRUCT, .name = "shed", .size = size_of(room), .elem = RIR_NONE};
    t.fields = arena_copy(&g->m->arena, f, sizeof f);
    t.nfields = 5;
    g->shed.room = (uint8_t)room;
    g->shed.type = rir_add_type(g->m, &t);
    struct rir_type p = {.kind = RIR_T_PTR, .size = 8, .elem = g->shed.type};
    g->shed.pointer = rir_add_type(g->m, &p);
    struct rir_global v = {.name = "shed",
                           .linkage = RIR_INTERNAL,
                           .flags = RIR_GLOBAL_DEFINED,
                           .type = g->shed.type,
                           .size = size_of(room),
                           .align = 8};
    g->shed.global = rir_add_global(g->m, &v);
    static const uint8_t one[] = {VOID};
    g->shed.open = gen_declare(g, "shed_open", INTEGER, one, 1, false);
    g->shed.close = gen_declare(g, "shed_close", VOID, one, 1, false);
    g->m->funcs.data[g->shed.open].params[0].src = g->shed.pointer;
    g->m->funcs.data[g->shed.close].params[0].src = g->shed.pointer;
}

/* ---- places ---- */

static uint32_t member(struct body *b, const struct shed *s, unsigned m)
{
    struct rir_scalar t = ptr_scalar();
    struct rir_insn in = {.op = RIR_FIELD,
                          .ref = b->g->shed.type,
                          .field = m,
                          .imm = offset_of(s->room, m),
                          ARGS(s->base)};
    if (gen_chance(b->g, 4))
        in.ref = in.field = RIR_NONE;
    return emit(b, in, &t);
}

static uint32_t elem_of(struct body *b, uint32_t array, uint32_t i, int64_t size, uint32_t type)
{
    struct rir_scalar t = ptr_scalar();
    return emit(
        b,
        (struct rir_insn){
            .op = RIR_ELEM, .ref = type, .imm = size, .flags = RIR_IN_ARRAY, ARGS(array, i)},
        &t);
}

static uint32_t room_at(struct body *b, const struct shed *s, uint32_t i)
{
    return elem_of(b, member(b, s, ROOMS), i, layouts[s->room].size, b->g->types[s->room]);
}

static uint32_t task_at(struct body *b, const struct shed *s, uint32_t i)
{
    return elem_of(b, member(b, s, TASKS), i, 8, RIR_NONE);
}

static uint32_t load_count(struct body *b, const struct shed *s)
{
    struct rir_scalar t = int_scalar(64);
    return emit(b, (struct rir_insn){.op = RIR_LOAD, ARGS(member(b, s, COUNT))}, &t);
}

static uint32_t worker_of(const struct gen *g, enum shape room)
{
    uint32_t i = 0;
    while (g->workers.data[i].arg != room)
        i++;
    return g->workers.data[i].index;
}

static unsigned first_field(enum shape s, enum field_kind kind)
{
    unsigned f = 0;
    while (f < layouts[s].nfields && layouts[s].fields[f].kind != kind)
        f++;
    return f;
}

/* ---- what is done ---- */

/* What a room leads to: something of its own, the head, another room, what another room has. */
static void link_room(struct body *b, const struct shed *s, uint32_t room)
{
    struct gen *g = b->g;
    unsigned f = first_field(s->room, F_PTR);
    if (f == layouts[s->room].nfields)
        return;
    enum shape to = (enum shape)layouts[s->room].fields[f].to;
    uint32_t at = emit_field(b, room, s->room, f), what;
    if (gen_chance(g, 70))
        what = fresh_object(b, to);
    else if (to == CELL)
        what = member(b, s, gen_chance(g, 50) ? HEAD : TAIL);
    else if (to == s->room)
        what = room_at(b, s, emit_const(b, gen_below(g, ELEMENTS)));
    else
        what = some_pointer(b, to);
    emit_store(b, at, what);
}

static void write_room(struct body *b, const struct shed *s, uint32_t i)
{
    unsigned f = first_field(s->room, F_INT);
    uint32_t room = room_at(b, s, i);
    if (f < layouts[s->room].nfields)
        emit_write(b, emit_field(b, room, s->room, f), some_integer(b));
}

/* Beside the rooms, or another room; now and then what the joins go by. */
static void meanwhile(struct body *b, const struct shed *s)
{
    struct gen *g = b->g;
    if (gen_chance(g, 50))
        emit_write(b, member(b, s, gen_chance(g, 50) ? HEAD : TAIL), emit_const(b, 3));
    if (gen_chance(g, 30))
        emit_read(b, member(b, s, HEAD));
    if (gen_chance(g, 25))
        write_room(b, s, emit_const(b, gen_below(g, ELEMENTS)));
    if (gen_chance(g, 8))
        emit_store(b, member(b, s, COUNT), emit_const(b, gen_below(g, 3)));
    if (gen_chance(g, 8))
        emit_store(b, task_at(b, s, emit_const(b, gen_below(g, 2))), emit_null(b));
}

/* while (...) if (create(&s->tasks[s->count], &s->rooms[s->count]) == 0) s->count++; */
static void lend_counted(struct body *b, const struct shed *s, unsigned wrong)
{
    struct gen *g = b->g;
    uint32_t zero = emit_const(b, 0), one = emit_const(b, 1), scope = b->vars.len;
    emit_store(b, member(b, s, COUNT), zero);
    struct loop l = for_begin(b, 0, 1 + gen_below(g, 3));
    uint32_t k = load_count(b, s), room = room_at(b, s, wrong == 1 ? one : k);
    if (gen_chance(g, 40))
        write_room(b, s, load_count(b, s));
    if (gen_chance(g, 40))
        link_room(b, s, room_at(b, s, k));
    uint32_t args[3] = {task_at(b, s, load_count(b, s)),
                        rir_build_func(b->b, worker_of(g, s->room)), room};
    uint32_t r = emit_call(b, g->create_if, args, 3, INTEGER, false);
    uint32_t yes = new_block(b), on = new_block(b);
    emit_cond(b, emit_cmp(b, RIR_P_EQ, r, zero, false), yes, on);
    at_block(b, yes);
    if (wrong != 2)
        emit_store(b, member(b, s, COUNT), emit_bin(b, RIR_B_ADD, load_count(b, s), one));
    emit_br(b, on);
    at_block(b, on);
    if (wrong == 3)
        write_room(b, s, k);
    for_end(b, &l);
    b->vars.len = scope;
}

/* for (i = 0; i < n; i++) s->tasks[i] = start(&s->rooms[i]); */
static void lend_each(struct body *b, const struct shed *s, int64_t n, unsigned wrong)
{
    struct gen *g = b->g;
    uint32_t scope = b->vars.len, one = emit_const(b, 1);
    emit_store(b, member(b, s, COUNT), emit_const(b, n));
    struct loop l = for_begin(b, 0, n);
    uint32_t i = wrong == 1 ? emit_bin(b, RIR_B_AND, l.counter, one) : l.counter;
    uint32_t at = task_at(b, s, l.counter), room = room_at(b, s, i);
    if (gen_chance(g, 40))
        link_room(b, s, room);
    emit_store(b, at, gen_start_insn(b, worker_of(g, s->room), room));
    if (wrong == 3)
        write_room(b, s, i);
    for_end(b, &l);
    b->vars.len = scope;
}

/* s->count = n; for (i = 0; i < s->count; i++) s->tasks[i] = start(&s->rooms[i]); */
static void lend_up_to_count(struct body *b, const struct shed *s, int64_t n)
{
    uint32_t zero = emit_const(b, 0), one = emit_const(b, 1);
    emit_store(b, member(b, s, COUNT), emit_const(b, n));
    uint32_t entry = b->block, head = new_block(b), body = new_block(b), out = new_block(b);
    emit_br(b, head);
    at_block(b, head);
    uint32_t next = rir_build_forward(b->b, int_scalar(64));
    uint32_t args[2] = {zero, next}, blocks[2] = {entry, body};
    uint32_t i = emit_phi(b, args, blocks, 2, false);
    emit_cond(b, emit_cmp(b, RIR_P_ULT, i, load_count(b, s), false), body, out);
    at_block(b, body);
    uint32_t at = task_at(b, s, i), room = room_at(b, s, i);
    emit_store(b, at, gen_start_insn(b, worker_of(b->g, s->room), room));
    rir_build_bind(b->b, next);
    emit_bin(b, RIR_B_ADD, i, one);
    emit_br(b, head);
    at_block(b, out);
}

/* for (i = first; i < s->count; i++) join(s->tasks[i]); */
static void join_counted(struct body *b, const struct shed *s, int64_t first)
{
    uint32_t from = emit_const(b, first), one = emit_const(b, 1), entry = b->block;
    uint32_t head = new_block(b), body = new_block(b), out = new_block(b);
    emit_br(b, head);
    at_block(b, head);
    uint32_t next = rir_build_forward(b->b, int_scalar(64));
    uint32_t args[2] = {from, next}, blocks[2] = {entry, body};
    uint32_t i = emit_phi(b, args, blocks, 2, false);
    emit_cond(b, emit_cmp(b, RIR_P_SLT, i, load_count(b, s), false), body, out);
    at_block(b, body);
    gen_join(b, gen_load_handle(b, task_at(b, s, i)), false);
    rir_build_bind(b->b, next);
    emit_bin(b, RIR_B_ADD, i, one);
    emit_br(b, head);
    at_block(b, out);
}

static void join_each(struct body *b, const struct shed *s, int64_t first, int64_t n)
{
    struct loop l = for_begin(b, first, n);
    gen_join(b, gen_load_handle(b, task_at(b, s, l.counter)), false);
    for_end(b, &l);
}

static void lend_by_constants(struct body *b, const struct shed *s)
{
    struct gen *g = b->g;
    uint32_t handles[2];
    for (unsigned i = 0; i < 2; i++) {
        uint32_t room = room_at(b, s, emit_const(b, 1 + gen_below(g, 2)));
        if (gen_chance(g, 30))
            link_room(b, s, room);
        handles[i] = gen_start_insn(b, worker_of(g, s->room), room);
        meanwhile(b, s);
    }
    for (unsigned i = 0; i < 2; i++)
        if (!gen_chance(g, 15))
            gen_join(b, handles[i], false);
}

/* ---- in functions of its own ---- */

void gen_fill_sheds(struct gen *g)
{
    struct body b = gen_start_body(g, g->shed.open, ROLE_HELPER);
    struct shed s = {rir_build_param(b.b, 0), (enum shape)g->shed.room};
    unsigned wrong = gen_below(g, 12);
    g->shed.counts = gen_chance(g, 60);
    if (g->shed.counts)
        lend_counted(&b, &s, wrong);
    else
        lend_each(&b, &s, 2, wrong);
    if (wrong == 4)
        emit_store(&b, member(&b, &s, COUNT), emit_const(&b, 1));
    emit_ret(&b, emit_const(&b, 0));
    gen_end_body(&b);
    b = gen_start_body(g, g->shed.close, ROLE_HELPER);
    s.base = rir_build_param(b.b, 0);
    wrong = gen_below(g, 12);
    if (gen_chance(g, 30))
        emit_write(&b, member(&b, &s, HEAD), emit_const(&b, 4));
    if (wrong == 3)
        emit_store(&b, member(&b, &s, COUNT), emit_const(&b, 1));
    if (wrong == 4) {
        uint32_t zero = emit_const(&b, 0), yes = new_block(&b), on = new_block(&b);
        emit_cond(&b, emit_cmp(&b, RIR_P_EQ, emit_input(&b), zero, false), yes, on);
        at_block(&b, yes);
        emit_ret(&b, RIR_NONE);
        at_block(&b, on);
    }
    if (g->shed.counts || gen_chance(g, 30))
        join_counted(&b, &s, wrong == 1 ? 1 : 0);
    else
        join_each(&b, &s, wrong == 1 ? 1 : 0, wrong == 2 ? 1 : 2);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
}

static void lend_elsewhere(struct body *b, const struct shed *s)
{
    struct gen *g = b->g;
    uint32_t base = s->base;
    emit_call(b, g->shed.open, &base, 1, INTEGER, false);
    if (gen_chance(g, 5))
        emit_call(b, g->shed.open, &base, 1, INTEGER, false);
    meanwhile(b, s);
    if (!gen_chance(g, 10))
        emit_call(b, g->shed.close, &base, 1, VOID, false);
}

static struct shed new_shed(struct body *b)
{
    struct gen *g = b->g;
    struct shed s = {.room = (enum shape)g->shed.room};
    struct rir_scalar t = ptr_scalar();
    uint32_t size = emit_const(b, size_of(s.room)), zero = rir_build_const(b->b, int_scalar(8), 0);
    if (gen_chance(g, 35)) {
        s.base = rir_build_global(b->b, g->shed.global, 0);
    } else if (gen_chance(g, 50)) {
        s.base = emit(b, (struct rir_insn){.op = RIR_STACK, .imm = size_of(s.room)}, &t);
        rir_build_name(b->b, s.base, NULL, g->shed.pointer);
    } else {
        s.base = emit(b, (struct rir_insn){.op = RIR_ALLOC, ARGS(size)}, &t);
    }
    emit(b, (struct rir_insn){.op = RIR_FILL, ARGS(s.base, zero, size)}, NULL);
    return s;
}

void gen_shed(struct body *b)
{
    struct gen *g = b->g;
    struct shed s = new_shed(b);
    unsigned wrong = gen_below(g, 12);
    if (gen_chance(g, 30))
        link_room(b, &s, room_at(b, &s, emit_const(b, gen_below(g, ELEMENTS))));
    switch (gen_below(g, 5)) {
    case 0:
        lend_by_constants(b, &s);
        break;
    case 1:
        if (wrong > 7) {
            lend_up_to_count(b, &s, 2);
            meanwhile(b, &s);
            join_counted(b, &s, 0);
            break;
        }
        lend_each(b, &s, 3, wrong);
        meanwhile(b, &s);
        join_each(b, &s, wrong == 2 ? 1 : 0, wrong == 4 ? 2 : 3);
        break;
    case 2:
        lend_counted(b, &s, wrong);
        meanwhile(b, &s);
        join_counted(b, &s, wrong == 4 ? 1 : 0);
        break;
    default:
        lend_elsewhere(b, &s);
        break;
    }
    for (int64_t i = 0; i < ELEMENTS; i++)
        write_room(b, &s, emit_const(b, i));
}
