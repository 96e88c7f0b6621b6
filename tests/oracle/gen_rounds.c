/* Starts in a loop and joins in a loop, in the ways in which C programs go through an array: up and
 * down, by number and by pointer, tested before and after; or counting what could be started. Now
 * and then one is missing. */
#include "gen_int.h"

enum course { UP, UP_DO, DOWN, DOWN_TO_ZERO, BY_POINTER, BY_POINTER_DOWN, NCOURSES };

struct course_loop {
    uint32_t head, latch, out, next;
    uint32_t at; /* the handle's place */
    uint32_t stepped, index;
    enum course course;
    enum rir_pred pred;
    uint32_t bound;
};

static bool by_pointer(enum course c)
{
    return c == BY_POINTER || c == BY_POINTER_DOWN;
}

static bool steps_first(enum course c)
{
    return c == DOWN || c == BY_POINTER_DOWN;
}

/* The value of the next trip: that is what was promised to the phi. */
static void step(struct body *b, struct course_loop *l)
{
    bool down = steps_first(l->course) || l->course == DOWN_TO_ZERO;
    uint32_t by = emit_const(b, down ? -1 : 1);
    rir_build_bind(b->b, l->next);
    if (by_pointer(l->course))
        emit_word(b, l->stepped, by);
    else
        emit_bin(b, RIR_B_ADD, l->stepped, by);
}

static enum rir_pred some_test(struct gen *g, enum course c)
{
    static const enum rir_pred up[] = {RIR_P_ULT, RIR_P_SLT, RIR_P_NE},
                               down[] = {RIR_P_UGT, RIR_P_SGT, RIR_P_NE};
    if (c == DOWN_TO_ZERO)
        return RIR_P_SGE;
    if (by_pointer(c)) /* addresses are compared as such */
        return gen_chance(g, 50) ? RIR_P_NE : c == BY_POINTER ? RIR_P_ULT : RIR_P_UGT;
    return (c == DOWN ? down : up)[gen_below(g, 3)];
}

static enum course some_course(struct gen *g)
{
    return (enum course)gen_below(g, NCOURSES);
}

/* Goes through array[first .. n) in some order; it is in the body of the loop then. */
static struct course_loop course_begin(struct body *b, enum course course, uint32_t array,
                                       int64_t first, uint32_t n)
{
    struct course_loop l = {.course = course};
    bool up = l.course == UP || l.course == UP_DO;
    uint32_t low = emit_const(b, first), from = up ? low : n;
    l.pred = some_test(b->g, l.course);
    l.bound = up ? n : low;
    if (l.course == DOWN_TO_ZERO)
        from = emit_bin(b, RIR_B_ADD, n, emit_const(b, -1));
    if (by_pointer(l.course)) {
        from = emit_word(b, array, l.course == BY_POINTER ? low : n);
        l.bound = emit_word(b, array, l.course == BY_POINTER ? n : low);
    }
    uint32_t entry = b->block;
    l.head = new_block(b);
    l.latch = new_block(b);
    l.out = new_block(b);
    emit_br(b, l.head);
    at_block(b, l.head);
    l.next = rir_build_forward(b->b, by_pointer(l.course) ? ptr_scalar() : int_scalar(64));
    uint32_t args[2] = {from, l.next}, blocks[2] = {entry, l.latch};
    l.stepped = emit_phi(b, args, blocks, 2, by_pointer(l.course));
    if (steps_first(l.course))
        step(b, &l);
    if (l.course != UP_DO) {
        uint32_t body = new_block(b);
        emit_cond(b, emit_cmp(b, l.pred, l.stepped, l.bound, by_pointer(l.course)), body, l.out);
        at_block(b, body);
    }
    l.index = steps_first(l.course) ? l.next : l.stepped;
    l.at = by_pointer(l.course) ? l.index : emit_word(b, array, l.index);
    return l;
}

static void course_end(struct body *b, struct course_loop *l)
{
    emit_br(b, l->latch);
    at_block(b, l->latch);
    if (!steps_first(l->course))
        step(b, l);
    if (l->course == UP_DO)
        emit_cond(b, emit_cmp(b, l->pred, l->next, l->bound, false), l->head, l->out);
    else
        emit_br(b, l->head);
    at_block(b, l->out);
}

/* How many: a number of the program, or one from outside. */
static uint32_t how_many(struct body *b)
{
    return gen_chance(b->g, 50) ? emit_const(b, 2 + gen_below(b->g, 3)) : emit_input(b);
}

/* for (...) handles[i] = start(task, &array[i] or the like); */
static void start_all(struct body *b, const struct gtask *t, struct started *s)
{
    bool elements = (t->arg == CELL || t->arg == PAIR) && gen_chance(b->g, 60);
    bool own = gen_chance(b->g, 50);
    enum shape array = t->arg == CELL ? CELLS : PAIRS;
    uint32_t base = elements ? some_pointer(b, array) : own ? RIR_NONE : gen_start_argument(b, t);
    struct course_loop l = course_begin(b, some_course(b->g), s->handle, 0, s->rounds);
    uint32_t scope = b->vars.len, arg = base;
    b->nesting++;
    if (elements && !by_pointer(l.course))
        arg = emit_elem(b, base, l.index, (enum shape)t->arg);
    else if (own)
        arg = t->arg == VOID ? emit_null(b) : fresh_object(b, (enum shape)t->arg);
    else if (elements)
        arg = emit_elem(b, base, emit_const(b, 0), (enum shape)t->arg);
    if (gen_chance(b->g, 30))
        gen_statements(b, 1);
    emit_store(b, l.at, gen_start_insn(b, t->index, arg));
    b->nesting--;
    course_end(b, &l);
    b->vars.len = scope;
}

/* for (i = 0; i < n; i++) if (create_if(&handles[k], task, arg) == 0) k++; gives k */
static uint32_t start_counted(struct body *b, const struct gtask *t, struct started *s)
{
    struct rir_scalar word = int_scalar(64);
    uint32_t arg = t->arg == VOID ? emit_null(b) : fresh_object(b, (enum shape)t->arg);
    uint32_t entry = b->block, zero = emit_const(b, 0), one = emit_const(b, 1);
    uint32_t head = new_block(b), body = new_block(b), yes = new_block(b), latch = new_block(b),
             out = new_block(b);
    emit_br(b, head);
    at_block(b, head);
    uint32_t next = rir_build_forward(b->b, word), more = rir_build_forward(b->b, word);
    uint32_t blocks[2] = {entry, latch}, i_args[2] = {zero, next}, k_args[2] = {zero, more};
    uint32_t i = emit_phi(b, i_args, blocks, 2, false);
    uint32_t k = emit_phi(b, k_args, blocks, 2, false);
    emit_cond(b, emit_cmp(b, RIR_P_SLT, i, s->rounds, false), body, out);
    at_block(b, body);
    uint32_t args[3] = {emit_word(b, s->handle, k), rir_build_func(b->b, t->index), arg};
    uint32_t r = emit_call(b, b->g->create_if, args, 3, INTEGER, false);
    bool inverted = gen_chance(b->g, 25); /* counts those that could not be started */
    emit_cond(b, emit_cmp(b, inverted ? RIR_P_NE : RIR_P_EQ, r, zero, false), yes, latch);
    at_block(b, yes);
    uint32_t counted = emit_bin(b, RIR_B_ADD, k, one);
    emit_br(b, latch);
    at_block(b, latch);
    uint32_t froms[2] = {body, yes}, either[2] = {k, counted};
    rir_build_bind(b->b, more);
    emit_phi(b, either, froms, 2, false);
    rir_build_bind(b->b, next);
    emit_bin(b, RIR_B_ADD, i, one);
    emit_br(b, head);
    at_block(b, out);
    return k;
}

static uint32_t zeroed_flags(struct body *b)
{
    struct rir_scalar p = ptr_scalar();
    uint32_t flags = emit(b, (struct rir_insn){.op = RIR_STACK, .imm = HANDLES}, &p);
    uint32_t zero = rir_build_const(b->b, int_scalar(8), 0), size = emit_const(b, HANDLES);
    emit(b, (struct rir_insn){.op = RIR_FILL, ARGS(flags, zero, size)}, NULL);
    return flags;
}

/* if (create_if(&handles[i], task, arg) == 0) runs[i] = 1; now and then runs[0], or where it failed
 */
static void start_flagged(struct body *b, const struct gtask *t, struct started *s)
{
    s->flags = zeroed_flags(b);
    uint32_t arg = t->arg == VOID ? emit_null(b) : fresh_object(b, (enum shape)t->arg);
    struct course_loop l = course_begin(b, gen_below(b->g, BY_POINTER), s->handle, 0, s->rounds);
    uint32_t zero = emit_const(b, 0), one = rir_build_const(b->b, int_scalar(32), 1);
    uint32_t args[3] = {l.at, rir_build_func(b->b, t->index), arg};
    uint32_t r = emit_call(b, b->g->create_if, args, 3, INTEGER, false);
    uint32_t yes = new_block(b), on = new_block(b);
    emit_cond(b, emit_cmp(b, gen_chance(b->g, 70) ? RIR_P_EQ : RIR_P_NE, r, zero, false), yes, on);
    at_block(b, yes);
    uint32_t flag = emit_word(b, s->flags, gen_chance(b->g, 75) ? l.index : zero);
    emit(b, (struct rir_insn){.op = RIR_WRITE, ARGS(flag, one)}, NULL);
    emit_br(b, on);
    at_block(b, on);
    course_end(b, &l);
}

struct started gen_start_many(struct body *b, const struct gtask *t)
{
    struct started s = {.many = true, .flags = RIR_NONE, .described = gen_chance(b->g, 50)};
    unsigned kind = gen_below(b->g, 100);
    s.handle = gen_handle_slot(b, HANDLES);
    s.rounds = how_many(b);
    if (kind < 40)
        s.rounds = start_counted(b, t, &s);
    else if (kind < 75)
        start_flagged(b, t, &s);
    else
        start_all(b, t, &s);
    return s;
}

/* Now and then one too few: the first or the last task is never joined. */
void gen_join_many(struct body *b, const struct started *s)
{
    uint32_t n = s->rounds, scope = b->vars.len, on = RIR_NONE;
    bool fewer = gen_chance(b->g, 35), at_start = gen_chance(b->g, 50);
    enum course course = s->flags == RIR_NONE ? some_course(b->g) : gen_below(b->g, BY_POINTER);
    if (fewer && !at_start)
        n = emit_bin(b, RIR_B_ADD, n, emit_const(b, -1));
    struct course_loop l = course_begin(b, course, s->handle, fewer && at_start ? 1 : 0, n);
    if (s->flags != RIR_NONE) {
        struct rir_scalar half = int_scalar(32);
        uint32_t yes = new_block(b), flag = emit_word(b, s->flags, l.index);
        uint32_t runs = emit(b, (struct rir_insn){.op = RIR_READ, ARGS(flag)}, &half);
        uint32_t zero = rir_build_const(b->b, half, 0);
        on = new_block(b);
        emit_cond(b, emit_cmp(b, RIR_P_NE, runs, zero, false), yes, on);
        at_block(b, yes);
    }
    gen_join(b, gen_load_handle(b, l.at), s->described);
    if (gen_chance(b->g, 35)) /* too early, but in the last trip */
        gen_write_global(b);
    if (on != RIR_NONE) {
        emit_br(b, on);
        at_block(b, on);
        b->vars.len = scope;
    }
    course_end(b, &l);
    b->vars.len = scope;
}
