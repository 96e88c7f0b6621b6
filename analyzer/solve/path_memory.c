/* Each base has a list of cells, the latest first: the first one that covers what is read says what
 * is there. What is read without having been written is remembered, too.
 *
 * Not known and not looked for: that two bases are one object. So a store does not reach what
 * another base shows, and a call changes nothing but what path_call.c says. That keeps what is not
 * so any more, as a test does that was made before: fewer paths are evidence, never more. But where
 * only a path that names the object is evidence, no pointer is taken out of memory (by_name). */
#include "solve/path_memory.h"

#include "solve/path_facts.h"
#include "solve/path_left.h"
#include "solve/path_number.h"

void path_put_cell(struct path *p, struct path_cell c)
{
    struct term *base = path_term(p, c.base);
    if (base->kind == TERM_NUMBER || base->kind == TERM_NOTHING)
        return;
    c.before = base->cells;
    base->cells = p->cells.len;
    vec_push(&p->cells, c);
}

static void put(struct path *p, enum path_cell_kind kind, uint32_t base, uint32_t term, int64_t off,
                int64_t size)
{
    path_put_cell(p,
                  (struct path_cell){
                      .kind = (uint8_t)kind, .base = base, .term = term, .off = off, .size = size});
}

static bool overlaps(const struct path_cell *c, int64_t off, int64_t size)
{
    return c->off < off + size && off < c->off + c->size;
}

/* The call has returned zero. */
static bool is_left(struct path *p, const struct path_cell *c)
{
    int64_t result;
    return path_known(p, c->result, &result) && result == 0;
}

uint32_t path_cell_at(struct path *p, uint32_t base, int64_t off, int64_t size, uint32_t *hidden)
{
    bool some = false;
    *hidden = RIR_NONE;
    for (uint32_t i = path_term(p, base)->cells; i != RIR_NONE; i = p->cells.data[i].before) {
        const struct path_cell *c = &p->cells.data[i];
        if (c->kind == CELL_SOME) {
            some = true;
        } else if (c->kind == CELL_IF) {
            if (c->off == off && c->size >= size && is_left(p, c))
                return i;
        } else if (overlaps(c, off, size)) {
            bool covers = c->kind == CELL_VALUE ? c->off == off && c->size >= size
                                                : c->off <= off && c->off + c->size >= off + size;
            if (c->kind != CELL_LOST && covers && !(c->kind == CELL_ZERO && some))
                return i;
            *hidden = i;
            return RIR_NONE;
        }
    }
    return RIR_NONE;
}

bool path_is_zero_element(struct path *p, uint32_t base)
{
    for (;;) {
        struct term t = *path_term(p, base);
        if (t.kind != TERM_OP || (t.op != RIR_ELEM && t.op != RIR_OFFSET))
            return false;
        int64_t off;
        base = term_base(&p->terms, t.args[0], &off);
        for (uint32_t i = path_term(p, base)->cells; i != RIR_NONE; i = p->cells.data[i].before) {
            const struct path_cell *c = &p->cells.data[i];
            if (c->kind == CELL_ZERO)
                return true;
            if (c->kind != CELL_LOST || c->size == BYTES_WHOLE)
                break;
        }
    }
}

/* A variable that nobody changes there is as good as a constant. */
static bool is_constant(struct path *p, uint32_t global, int64_t off)
{
    const struct rir_global *g = &p->r.m->globals.data[global];
    return off >= 0 && ((g->flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING)) ||
                        ((g->flags & RIR_GLOBAL_DEFINED) && !(g->flags & RIR_GLOBAL_TLS) &&
                         p->r.runs != NULL && runs_keeps(p->r.runs, global, (uint64_t)off)));
}

/* The bytes of a constant: a pointer or a number. RIR_NONE: not known. */
static uint32_t constant_content(struct path *p, uint32_t base, int64_t off, int64_t size)
{
    struct term t = *path_term(p, base);
    const struct rir_global *g = t.kind == TERM_GLOBAL ? &p->r.m->globals.data[t.ref] : NULL;
    if (g == NULL || !is_constant(p, t.ref, off))
        return RIR_NONE;
    for (uint32_t i = 0; i < g->ninit; i++) {
        int64_t from = (int64_t)g->init[i].offset;
        if (from == off)
            return term_at(&p->terms,
                           term_named(&p->terms, g->init[i].is_func ? TERM_FUNC : TERM_GLOBAL,
                                      g->init[i].target),
                           g->init[i].addend);
        if (from < off + size && off < from + p->r.m->ptr_bits / 8)
            return RIR_NONE;
    }
    if (g->data == NULL || (uint64_t)(off + size) > g->ndata || size > 8)
        return RIR_NONE;
    uint64_t value = 0; /* the targets that there are have the lowest byte first */
    for (int64_t i = size; i-- > 0;)
        value = value << 8 | g->data[off + i];
    return term_number(&p->terms, number_cut((int64_t)value, (uint32_t)size * 8));
}

static uint32_t unknown_content(struct path *p, uint32_t base)
{
    uint32_t fresh = term_fresh(&p->terms, TERM_UNKNOWN);
    path_term(p, fresh)->from_static = path_term(p, base)->kind == TERM_GLOBAL;
    return fresh;
}

uint32_t path_load(struct path *p, uint32_t address, int64_t size, bool again)
{
    int64_t off;
    uint32_t hidden, base = term_base(&p->terms, path_chosen(p, address), &off);
    uint32_t constant = constant_content(p, base, off, size);
    uint32_t at = path_cell_at(p, base, off, size, &hidden);
    if (p->r.strict || (again && (path_term(p, base)->kind != TERM_STACK || at == RIR_NONE)))
        return unknown_content(p, base);
    if (at != RIR_NONE &&
        (p->cells.data[at].kind == CELL_VALUE || p->cells.data[at].kind == CELL_IF))
        return p->cells.data[at].term;
    if (at != RIR_NONE && p->cells.data[at].kind == CELL_CONST) {
        int64_t from;
        base = term_base(&p->terms, p->cells.data[at].term, &from);
        constant = constant_content(p, base, from + off, size);
    } else if (at != RIR_NONE || (hidden == RIR_NONE && path_is_zero_element(p, base))) {
        return term_number(&p->terms, 0);
    }
    if (constant != RIR_NONE)
        return constant;
    if (at != RIR_NONE)
        return unknown_content(p, base);
    int64_t number;
    if (path_left_number(p, base, off, size, &number))
        return term_number(&p->terms, number);
    uint32_t fresh = unknown_content(p, base);
    if (hidden != RIR_NONE)
        path_term(p, fresh)->by = p->cells.data[hidden].by;
    put(p, CELL_VALUE, base, fresh, off, size);
    return fresh;
}

/* Can somebody else look there? What lies in some element is not listed with its object, so it
 * counts as seen. */
static bool is_seen(struct path *p, uint32_t base)
{
    const struct term *t = path_term(p, base);
    return !t->tracked || t->escaped;
}

void path_escape(struct path *p, uint32_t term)
{
    struct term t = *path_term(p, term);
    if (t.escaped || t.kind == TERM_NUMBER || t.kind == TERM_NOTHING)
        return;
    path_term(p, term)->escaped = true;
    vec_push(&p->escapes, term);
    for (uint32_t i = 0; i < 3; i++)
        if (t.args[i] != RIR_NONE)
            path_escape(p, t.args[i]);
    for (uint32_t i = t.cells; i != RIR_NONE; i = p->cells.data[i].before)
        if (p->cells.data[i].kind == CELL_VALUE)
            path_escape(p, p->cells.data[i].term);
}

/* The elements around one that is changed are not all zero any more. */
static void note_element(struct path *p, uint32_t base)
{
    struct term t = *path_term(p, base);
    while (t.kind == TERM_OP && (t.op == RIR_ELEM || t.op == RIR_OFFSET)) {
        int64_t off;
        base = term_base(&p->terms, t.args[0], &off);
        put(p, CELL_SOME, base, RIR_NONE, 0, 0);
        t = *path_term(p, base);
    }
}

void path_store(struct path *p, uint32_t address, int64_t size, uint32_t term)
{
    int64_t off;
    uint32_t base = term_base(&p->terms, path_chosen(p, address), &off);
    if (is_seen(p, base))
        path_escape(p, term);
    if (p->r.strict)
        return;
    note_element(p, base);
    put(p, CELL_VALUE, base, term, off, size);
}

void path_fill(struct path *p, uint32_t address, int64_t size, bool zero)
{
    int64_t off;
    uint32_t base = term_base(&p->terms, path_chosen(p, address), &off);
    if (p->r.strict)
        return;
    note_element(p, base);
    put(p, zero ? CELL_ZERO : CELL_LOST, base, RIR_NONE, off, size);
}

/* What elements of the source hold is not looked for: it escapes. */
void path_copy(struct path *p, uint32_t to, uint32_t from, int64_t size)
{
    int64_t to_off, from_off;
    uint32_t dest = term_base(&p->terms, path_chosen(p, to), &to_off);
    uint32_t base = term_base(&p->terms, path_chosen(p, from), &from_off);
    bool seen = is_seen(p, dest);
    path_fill(p, to, size, false);
    struct term source = *path_term(p, base);
    if (source.kind == TERM_GLOBAL &&
        (p->r.m->globals.data[source.ref].flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING)))
        put(p, CELL_CONST, dest, term_at(&p->terms, base, from_off - to_off), to_off, size);
    for (uint32_t i = path_term(p, base)->cells; i != RIR_NONE; i = p->cells.data[i].before) {
        struct path_cell c = p->cells.data[i];
        uint32_t hidden;
        if (c.kind != CELL_VALUE)
            continue;
        if (seen)
            path_escape(p, c.term);
        if (dest == base || p->r.strict || c.off < from_off || c.off + c.size > from_off + size ||
            path_cell_at(p, base, c.off, c.size, &hidden) != i)
            continue;
        put(p, CELL_VALUE, dest, c.term, c.off - from_off + to_off, c.size);
    }
}

void path_forget(struct path *p, uint32_t address, struct byte_range bytes)
{
    int64_t off;
    uint32_t base = term_base(&p->terms, path_chosen(p, address), &off);
    if (path_term(p, base)->cells != RIR_NONE || path_term(p, base)->kind == TERM_STACK)
        path_put_cell(p, (struct path_cell){.kind = CELL_LOST,
                                            .base = base,
                                            .term = RIR_NONE,
                                            .off = off + bytes.off,
                                            .size = bytes.size,
                                            .by = p->call});
}

void path_leave(struct path *p, uint32_t address, struct byte_range bytes, uint32_t term,
                uint32_t result)
{
    int64_t off;
    uint32_t base = term_base(&p->terms, path_chosen(p, address), &off);
    path_put_cell(p, (struct path_cell){.kind = CELL_IF,
                                        .base = base,
                                        .term = term,
                                        .result = result,
                                        .off = off + bytes.off,
                                        .size = bytes.size});
}

void path_settle(struct path *p)
{
    for (uint32_t i = 0, n = p->cells.len; i < n; i++) {
        struct path_cell c = p->cells.data[i];
        uint32_t hidden;
        if (c.kind == CELL_IF && path_cell_at(p, c.base, c.off, c.size, &hidden) == i)
            put(p, CELL_VALUE, c.base, c.term, c.off, c.size);
    }
}
