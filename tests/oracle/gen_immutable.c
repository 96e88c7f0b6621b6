/* Objects of the type that is immutable in this program: made, shown in one way or another, and
 * written before that or after it. Two functions of the program make such objects: one returns it,
 * one leaves it where its argument points to, and may go on writing; so may one that is given it.
 */
#include "gen_int.h"

void gen_declare_immutable(struct gen *g)
{
    static const uint8_t slot[] = {VOID};
    uint8_t two[] = {VOID, g->immutable};
    g->build = gen_declare(g, "build", (enum shape)g->immutable, NULL, 0, false);
    g->put = gen_declare(g, "put", VOID, slot, 1, false);
    g->install = gen_declare(g, "install", VOID, two, 2, false);
}

static uint32_t new_one(struct body *b)
{
    uint32_t p = emit_heap(b, (enum shape)b->g->immutable);
    emit_zero(b, p, (enum shape)b->g->immutable);
    return p;
}

static void change(struct body *b, uint32_t p)
{
    enum shape s = (enum shape)b->g->immutable;
    unsigned f = 0;
    while (layouts[s].fields[f].kind != F_INT)
        f++;
    emit_write(b, emit_field(b, p, s, f), some_integer(b));
}

void gen_fill_immutable(struct gen *g)
{
    struct body b = gen_start_body(g, g->build, ROLE_LEAF);
    uint32_t p = new_one(&b);
    change(&b, p);
    emit_ret(&b, p);
    gen_end_body(&b);
    b = gen_start_body(g, g->put, ROLE_LEAF);
    p = new_one(&b);
    emit_store(&b, rir_build_param(b.b, 0), p);
    if (gen_chance(g, 50))
        change(&b, p);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
    b = gen_start_body(g, g->install, ROLE_LEAF);
    p = rir_build_param(b.b, 1);
    bool knot = g->immutable == NODE && gen_chance(g, 50); /* it refers to itself */
    emit_store(&b, knot ? emit_field(&b, p, NODE, 2) : rir_build_param(b.b, 0), p);
    if (gen_chance(g, 30)) /* and takes it out again */
        emit_store(&b, rir_build_param(b.b, 0), emit_null(&b));
    else if (gen_chance(g, 50))
        change(&b, p);
    emit_ret(&b, RIR_NONE);
    gen_end_body(&b);
}

/* A variable, or a place that others may come by. */
static uint32_t slot(struct body *b)
{
    uint32_t at = gen_chance(b->g, 50) ? emit_stack(b, CELL_PTR) : emit_heap(b, CELL_PTR);
    emit_zero(b, at, CELL_PTR);
    return at;
}

void gen_immutable(struct body *b)
{
    struct gen *g = b->g;
    if (g->immutable == NSHAPES || gen_below(g, 100) >= 40)
        return;
    uint32_t p, at, args[2];
    switch (gen_below(g, 4)) {
    case 0:
        p = emit_call(b, g->build, NULL, 0, (enum shape)g->immutable, false);
        break;
    case 1:
        at = slot(b);
        emit_call(b, g->put, &at, 1, VOID, false);
        p = emit_load(b, at);
        break;
    case 2:
        args[0] = slot(b);
        args[1] = p = new_one(b);
        emit_call(b, g->install, args, 2, VOID, false);
        break;
    default:
        p = new_one(b);
        if (gen_chance(g, 50))
            change(b, p);
        emit_store(b, slot(b), p);
    }
    if (gen_chance(g, 70))
        change(b, p);
    if (gen_chance(g, 20))
        remember(b, p, (enum shape)g->immutable, true);
}
