/* Events are there for checks: they keep the tags of objects up to date, at which checks look.
 *
 * W7 An event is switched off only where no check that is on, and no place that is not proved, may
 *    ever look at what it is about, nor at anything that leads there or that it leads to. The
 *    program's memory falls into parts (phase_a_parts): what is stored anywhere never leads from
 *    one to another, and the run time's walks follow what is stored. So each part's tags are either
 *    all exact, or nobody asks for them; and no event that is needed ever meets an object whose tag
 *    is not exact. A check or an event whose place the analysis does not know may be about any
 *    part; so may all in a program that is not whole: that loads code while it runs, or of which a
 *    unit was not analysed. What the run time looks for by itself, and code that is loaded without
 *    the program's doing, switches all events on again (runtime/verify/needed.c, R60). */
#include "check/needed.h"

#include "base/mistake.h"
#include "check/inside.h"

static void add(struct needed *n, uint64_t key, uint32_t operand, uint32_t part)
{
    struct needed_operand o = {.operand = operand, .part = part, .next = RIR_NONE};
    map_get(&n->places, key, &o.next);
    map_put(&n->places, key, n->operands.len);
    vec_push(&n->operands, o);
}

/* For whoever knows the function or the line alone. */
static void add_to_code(struct needed *n, const struct rir_func *f, uint32_t insn, uint32_t part)
{
    uint64_t keys[2];
    uint32_t ignored;
    inside_keys(f, insn, keys);
    for (int i = 0; i < 2; i++) {
        uint64_t both = hash64(keys[i] ^ hash64(part));
        if (keys[i] == 0 || map_get(&n->noted, both, &ignored))
            continue;
        map_put(&n->noted, both, 0);
        add(n, keys[i], SOLVE_RESULT, part);
    }
}

static bool loads_code(const struct rir_module *m)
{
    static const char *const names[] = {"dlopen", "dlmopen"};
    bool any = false;
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        any |= rir_find_func(m, names[i]) != RIR_NONE;
    return any;
}

void needed_learn(struct needed *n, const struct rir_module *m, const struct solve_result *r)
{
    uint32_t first = n->parts.len;
    for (uint32_t i = 0; i < r->nparts; i++)
        vec_push(&n->parts, false);
    for (uint32_t i = 0; i < r->parts.len; i++) {
        const struct solve_part *p = &r->parts.data[i];
        const struct rir_func *f = &m->funcs.data[p->func];
        uint64_t key = rir_pos_key(&f->sites[f->insns[p->insn].site].pos);
        uint32_t part = p->part == SOLVE_ANY_PART ? SOLVE_ANY_PART : first + p->part;
        if (key != 0)
            add(n, key, p->operand, part);
        add_to_code(n, f, p->insn, part);
    }
    n->all |= loads_code(m);
}

void needed_by(struct needed *n, uint64_t key)
{
    uint32_t at;
    n->all |= !map_get(&n->places, key, &at) && !MISTAKE("W7-position");
    needed_by_code(n, key);
}

void needed_by_code(struct needed *n, uint64_t key)
{
    uint32_t at = RIR_NONE;
    n->any = true;
    map_get(&n->places, key, &at);
    for (; at != RIR_NONE; at = n->operands.data[at].next) {
        uint32_t part = n->operands.data[at].part;
        if (part == SOLVE_ANY_PART)
            n->all = true;
        else
            n->parts.data[part] = true;
    }
}

bool needed_is(const struct needed *n, uint64_t key, uint32_t operand)
{
    uint32_t at = RIR_NONE;
    bool found = false, is = false;
    if (!n->any || n->all)
        return n->all;
    map_get(&n->places, key, &at);
    for (; at != RIR_NONE; at = n->operands.data[at].next) {
        const struct needed_operand *o = &n->operands.data[at];
        if (o->operand != operand)
            continue;
        found = true;
        is |= o->part == SOLVE_ANY_PART || n->parts.data[o->part];
    }
    return is || !found;
}

void needed_free(struct needed *n)
{
    map_free(&n->places);
    map_free(&n->noted);
    vec_free(&n->operands);
    vec_free(&n->parts);
}
