/* Values of a shape: those at hand, addresses of globals, new objects, members of what there is. */
#include "gen_int.h"

void remember(struct body *b, uint32_t value, enum shape s, bool nonnull)
{
    struct var v = {value, (uint8_t)s, nonnull};
    vec_push(&b->vars, v);
}

enum shape random_shape(struct gen *g)
{
    static const uint8_t often[] = {CELL, CELL, CELL,     PAIR,     PAIR,  NODE,
                                    NODE, BOX,  CELL_PTR, NODE_PTR, CELLS, PAIRS};
    return (enum shape)often[gen_below(g, sizeof often)];
}

/* A variable in scope of that shape, later ones more often; NULL: none. */
static const struct var *in_scope(struct body *b, enum shape s, bool nonnull)
{
    const struct var *found = NULL;
    unsigned seen = 0;
    for (uint32_t i = b->vars.len; i > 0; i--) {
        const struct var *v = &b->vars.data[i - 1];
        if (v->shape != s || (nonnull && !v->nonnull))
            continue;
        if (!found || gen_chance(b->g, 35 / (1 + seen / 4)))
            found = v;
        seen++;
    }
    return found;
}

uint32_t some_global(struct body *b, enum shape s)
{
    struct gen *g = b->g;
    unsigned start = gen_below(g, g->globals.len);
    for (unsigned i = 0; i < g->globals.len; i++) {
        const struct gglobal *v = &g->globals.data[(start + i) % g->globals.len];
        if ((v->flags & G_CONST) && !gen_chance(g, 6)) /* a write to it would trap */
            continue;
        if (v->shape == s)
            return rir_build_global(b->b, v->index, 0);
        if (v->shape == BOX && (s == CELL || s == PAIR) && gen_chance(g, 30))
            return rir_build_global(b->b, v->index, s == CELL ? 0 : 16);
    }
    return RIR_NONE;
}

uint32_t some_integer(struct body *b)
{
    const struct var *v = in_scope(b, INTEGER, false);
    if (v && gen_chance(b->g, 60))
        return v->value;
    if (gen_chance(b->g, 50) && b->role != ROLE_LEAF) {
        uint32_t n = emit_input(b);
        remember(b, n, INTEGER, true);
        return n;
    }
    return emit_const(b, gen_below(b->g, 4));
}

uint32_t fresh_object(struct body *b, enum shape s)
{
    bool stack = gen_chance(b->g, 45);
    uint32_t p = stack ? emit_stack(b, s) : emit_heap(b, s);
    emit_zero(b, p, s);
    remember(b, p, s, true);
    return p;
}

/* A pointer of shape s inside something else that is at hand, or RIR_NONE. */
static uint32_t inside_other(struct body *b, enum shape s)
{
    const struct var *v;
    if (s == CELL && (v = in_scope(b, CELLS, true)) && gen_chance(b->g, 50)) {
        uint32_t p = v->value, three = emit_const(b, 3);
        return emit_elem(b, p, emit_bin(b, RIR_B_AND, some_integer(b), three), CELL);
    }
    if (s == PAIR && (v = in_scope(b, PAIRS, true)) && gen_chance(b->g, 50)) {
        uint32_t p = v->value, three = emit_const(b, 3);
        return emit_elem(b, p, emit_bin(b, RIR_B_AND, some_integer(b), three), PAIR);
    }
    if ((s == CELL || s == PAIR) && (v = in_scope(b, BOX, true)))
        return emit_field(b, v->value, BOX, s == CELL ? 0 : 1);
    if (s == CELL_PTR && (v = in_scope(b, PAIR, true)))
        return emit_field(b, v->value, PAIR, 1 + gen_below(b->g, 2));
    if (s == NODE_PTR && (v = in_scope(b, NODE, true)))
        return emit_field(b, v->value, NODE, 2);
    return RIR_NONE;
}

static bool names_globals(struct body *b)
{
    return gen_chance(b->g, b->role == ROLE_MAIN ? 50 : b->g->name_globals);
}

uint32_t some_pointer(struct body *b, enum shape s)
{
    struct gen *g = b->g;
    if (names_globals(b)) {
        uint32_t p = some_global(b, s);
        if (p != RIR_NONE)
            return p;
    }
    const struct var *v = in_scope(b, s, true);
    if (v && gen_chance(g, 75))
        return v->value;
    if (gen_chance(g, 50)) {
        uint32_t p = inside_other(b, s);
        if (p != RIR_NONE) {
            remember(b, p, s, true);
            return p;
        }
    }
    v = in_scope(b, s, false);
    if (v && !v->nonnull && gen_chance(g, 60))
        return without_null(b, *v);
    return fresh_object(b, s);
}

struct var any_pointer(struct body *b, enum shape s)
{
    const struct var *v = in_scope(b, s, false);
    if (v && gen_chance(b->g, 50))
        return *v;
    if (gen_chance(b->g, 12))
        return (struct var){emit_null(b), (uint8_t)s, false};
    return (struct var){some_pointer(b, s), (uint8_t)s, true};
}

uint32_t without_null(struct body *b, struct var v)
{
    if (v.nonnull)
        return v.value;
    const struct var *other = in_scope(b, (enum shape)v.shape, true);
    uint32_t p =
        other && gen_chance(b->g, 50) ? other->value : fresh_object(b, (enum shape)v.shape);
    uint32_t null = emit_null(b), is = emit_cmp(b, RIR_P_EQ, v.value, null, true);
    uint32_t r = gen_chance(b->g, 50)
                     ? emit_select(b, is, p, v.value, true)
                     : emit_select(b, emit_cmp(b, RIR_P_NE, v.value, null, true), v.value, p, true);
    remember(b, r, (enum shape)v.shape, true);
    return r;
}
