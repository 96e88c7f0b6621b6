/* An address is followed back through its steps to the members that it names on the way. A step
 * whose index is not known stays in the array that it is in (A-I4), if it is in one that has such
 * elements; any other leads who knows where. */
#include "solve/named_open.h"

#include "solve/steps.h"

enum { MAX_VISITS = 64, MAX_DEPTH = 4 };

struct naming {
    const struct rir_module *m;
    const struct rir_func *f;
    uint32_t bytes;
    uint32_t visits;
    bool choice;            /* it is one of several addresses */
    struct open_bytes open; /* of the member that was found last, counted from the address */
};

struct at {          /* where the walk is */
    int64_t off;     /* bytes from there to the address */
    int64_t lo, hi;  /* ... to what it does not leave around it: the element of an array */
    bool astray;     /* ... by a step that is not known */
    bool in_element; /* lo and hi say something */
    int depth;
};

static enum named_open smaller(enum named_open a, enum named_open b)
{
    return a < b ? a : b;
}

/* ---- what a member is ---- */

/* The bytes, which begin `off` into what has that type, which is open. */
static enum named_open within(struct naming *k, uint32_t type, int64_t off, const struct at *at)
{
    uint64_t size = rir_type_size(k->m, type);
    if (at->astray)
        return NAMED_START;
    if (off < 0 || (size != 0 && (uint64_t)off + k->bytes > size))
        return NAMED_NOT;
    k->open = (struct open_bytes){.lo = -off, .hi = (int64_t)size - off};
    if (at->in_element)
        k->open = (struct open_bytes){.lo = at->lo, .hi = at->hi};
    return size != 0 && k->bytes == 0 ? NAMED_START : NAMED_OPEN;
}

/* The member that the step leads to, or the channel that it is in. */
static enum named_open member_is_open(struct naming *k, const struct rir_insn *in,
                                      const struct at *at)
{
    const struct rir_field *member = rir_named_member(k->m, in);
    enum named_open found = NAMED_NOT;
    if (member != NULL && ((member->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) ||
                           (rir_type_flags(k->m, member->type) & RIR_TYPE_CHANNEL)))
        found = within(k, member->type, at->off, at);
    if (found != NAMED_OPEN && (rir_type_flags(k->m, in->ref) & RIR_TYPE_CHANNEL)) {
        enum named_open whole = within(k, in->ref, at->off + in->imm, at);
        found = whole > found ? whole : found;
    }
    return found;
}

/* All of what a pointer to a channel points to. Less of it may be something else: functions are
 * given what their parameters do not say (a buffer of one's own as a FILE *). */
static bool is_whole_channel(const struct naming *k, uint32_t address)
{
    const struct rir_value *v = &k->f->values[address];
    uint32_t type = RIR_NONE;
    if (v->kind == RIR_V_PARAM)
        type = k->f->params[v->ref].src;
    else if (v->kind == RIR_V_INSN && k->f->insns[v->ref].op == RIR_LOAD)
        type = k->f->insns[v->ref].src;
    uint32_t channel = rir_type_channel(k->m, type);
    return channel != RIR_NONE && k->bytes != 0 && k->bytes == rir_type_size(k->m, channel);
}

/* ---- steps ---- */

/* The array that an index is into: a member, or an array in one; RIR_NONE. */
static uint32_t indexed_array(const struct naming *k, uint32_t address)
{
    const struct rir_value *v = &k->f->values[address];
    while (v->kind == RIR_V_INSN && k->f->insns[v->ref].op == RIR_ELEM)
        v = &k->f->values[k->f->insns[v->ref].args[0]];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &k->f->insns[v->ref] : NULL;
    return in != NULL && in->op == RIR_FIELD ? rir_named_type(k->m, in) : RIR_NONE;
}

/* A-I4: it is an index of an array that has such elements. */
static bool is_index(const struct naming *k, const struct rir_insn *in)
{
    int64_t unit = in->op == RIR_ELEM ? in->imm : 1;
    uint32_t type = indexed_array(k, in->args[0]);
    while (type != RIR_NONE && k->m->types.data[type].kind == RIR_T_ARRAY) {
        uint32_t elem = k->m->types.data[type].elem;
        if ((int64_t)rir_type_size(k->m, elem) == unit)
            return true;
        type = rir_type_strip(k->m, elem);
    }
    return false;
}

static void step_back(const struct naming *k, const struct rir_insn *in, struct at *at)
{
    int64_t step;
    if (flow_step_bytes(k->f, in, &step)) {
        at->astray |= __builtin_add_overflow(at->off, step, &at->off);
    } else if (!is_index(k, in)) {
        at->astray = true;
    } else if (!at->in_element) {
        at->in_element = true;
        at->lo = -at->off;
        at->hi = (in->op == RIR_ELEM ? in->imm : 1) - at->off;
    }
}

static enum named_open follow(struct naming *k, uint32_t value, struct at at);

/* One of several addresses is open if all are. */
static enum named_open follow_all(struct naming *k, const uint32_t *args, uint32_t n, struct at at)
{
    enum named_open all = NAMED_OPEN;
    k->choice = true;
    at.depth++;
    for (uint32_t i = 0; i < n && all != NAMED_NOT; i++)
        all = smaller(all, follow(k, args[i], at));
    return n == 0 ? NAMED_NOT : all;
}

static enum named_open follow(struct naming *k, uint32_t value, struct at at)
{
    enum named_open found = NAMED_NOT, here;
    while (k->f->values[value].kind == RIR_V_INSN && found != NAMED_OPEN) {
        const struct rir_insn *in = &k->f->insns[k->f->values[value].ref];
        bool several = in->op == RIR_SELECT || in->op == RIR_PHI;
        if (++k->visits > MAX_VISITS || at.depth > MAX_DEPTH)
            return NAMED_NOT;
        if (several) {
            uint32_t first = in->op == RIR_SELECT;
            here = follow_all(k, in->args + first, in->nargs - first, at);
            return here > found ? here : found;
        }
        if (in->op == RIR_FIELD && in->ref != RIR_NONE) {
            here = member_is_open(k, in, &at);
            found = here > found ? here : found;
        }
        if (in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET)
            break;
        step_back(k, in, &at);
        value = in->args[0];
    }
    return found;
}

/* ---- addresses that a loop moves ---- */

/* They stay in the array that they come from (steps.c). */
static enum named_open moved_in_member(struct naming *k, uint32_t address)
{
    struct steps w = steps_to(k->m, k->f, address);
    const struct rir_value *v = w.member ? &k->f->values[w.root] : NULL;
    struct at start = {.off = 0};
    if (v == NULL || v->kind != RIR_V_INSN)
        return NAMED_NOT;
    uint32_t bytes = k->bytes;
    k->bytes = 1;
    bool open = member_is_open(k, &k->f->insns[v->ref], &start) == NAMED_OPEN;
    k->bytes = bytes;
    if (!open)
        return NAMED_NOT;
    return !w.lost && bytes != 0 && bytes <= w.item ? NAMED_OPEN : NAMED_START;
}

enum named_open named_open(const struct rir_module *m, const struct rir_func *f, uint32_t address,
                           uint32_t bytes)
{
    struct naming k = {.m = m, .f = f, .bytes = bytes};
    if (address == RIR_NONE)
        return NAMED_NOT;
    if (is_whole_channel(&k, address))
        return NAMED_OPEN;
    enum named_open found = follow(&k, address, (struct at){.off = 0});
    return k.choice && found == NAMED_NOT ? moved_in_member(&k, address) : found;
}

bool named_open_around(const struct rir_module *m, const struct rir_func *f, uint32_t address,
                       struct open_bytes *out)
{
    struct naming k = {.m = m, .f = f, .bytes = 1};
    bool open = follow(&k, address, (struct at){.off = 0}) == NAMED_OPEN && !k.choice;
    *out = k.open;
    return open;
}
