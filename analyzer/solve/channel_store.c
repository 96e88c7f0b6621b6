/* Stores into the memory of a channel, in functions that do not say what they send.
 *
 * B-K10. What is stored where the program names the memory of a channel (a member of such a struct,
 * at any depth, or a variable of that type) has perhaps been sent: other members may be the
 * author's own bookkeeping, and two of them one place in a list. So it is never evidence, but
 * nothing is proved of that packet afterwards. What lies there from then on is a packet for
 * whoever loads it: a new object, as if received (B-K7). A function that says what it sends or
 * receives is described by that (B-K9).
 *
 * Where the pointer's type is a channel of which the members are known, but what is used is a
 * member of another struct, or a pointer where the channel begins with a number, then something
 * else lies there (a FILE * that takes a context along, as callbacks of printf's kind have it).
 *
 * Not seen: a member whose address was passed on as a pointer to something else. Handles of a
 * library that are unions (sem_t) are no queues: what is put into them by a cast is not looked at.
 */
#include "solve/channel_store.h"

#include "solve/memory_int.h"
#include "solve/packets.h"

enum { MAX_NESTED = 8 };

static bool says_what_it_moves(const struct rir_func *f)
{
    bool any = false;
    for (uint32_t i = 0; i < f->nanns && !any; i++) {
        uint8_t kind = f->anns[i].kind;
        any = kind == RIR_ANN_SENDS || kind == RIR_ANN_SENDS_IF || kind == RIR_ANN_SENDS_COPY ||
              kind == RIR_ANN_RECEIVES || kind == RIR_ANN_RECEIVES_INTO ||
              kind == RIR_ANN_RECEIVES_INTO_IF;
    }
    return any;
}

static uint32_t channel_type(const struct rir_module *m, uint32_t type)
{
    return rir_type_flags(m, type) & RIR_TYPE_CHANNEL ? rir_type_strip(m, type) : RIR_NONE;
}

/* The channel in which the member lies that a `field` names. */
static uint32_t channel_of_field(const struct rir_module *m, const struct rir_insn *in)
{
    if (in->op != RIR_FIELD || in->ref == RIR_NONE)
        return RIR_NONE;
    uint32_t found = channel_type(m, in->ref);
    if (found == RIR_NONE && in->field != RIR_NONE)
        found = channel_type(m, m->types.data[in->ref].fields[in->field].type);
    return found;
}

static uint32_t struct_only(const struct rir_module *m, uint32_t type)
{
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_STRUCT ? type : RIR_NONE;
}

/* ... in which an address begins. */
static uint32_t channel_of_base(const struct rir_module *m, const struct rir_func *f,
                                uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_GLOBAL)
        return struct_only(m, channel_type(m, m->globals.data[v->ref].type));
    if (v->kind == RIR_V_INSN && f->insns[v->ref].op == RIR_STACK)
        return struct_only(m, channel_type(m, f->insns[v->ref].src));
    return struct_only(m, rir_type_channel(m, flow_source_type(f, value)));
}

/* The type of a struct's first member; RIR_NONE: it is no struct, or its members are not known. */
static uint32_t first_member(const struct rir_module *m, uint32_t type)
{
    const struct rir_type *t = &m->types.data[type];
    return t->kind != RIR_T_STRUCT || t->nfields == 0 ? RIR_NONE
                                                      : rir_type_strip(m, t->fields[0].type);
}

/* A struct that is used where the pointer is one to a channel: it is that channel only if it has it
 * at its beginning, or if what the channel looks like is known elsewhere (`struct queue;`). */
static bool may_be_channel(const struct rir_module *m, uint32_t type, uint32_t channel)
{
    type = rir_type_strip(m, type);
    for (int depth = 1; depth < MAX_NESTED && type != RIR_NONE && type != channel; depth++)
        type = first_member(m, type);
    return type == channel;
}

/* No pointer fits where such a channel begins. */
static bool begins_with_number(const struct rir_module *m, uint32_t channel)
{
    uint32_t type = channel, inner = first_member(m, channel);
    for (int depth = 1; depth < MAX_NESTED && inner != RIR_NONE; depth++) {
        type = inner;
        inner = first_member(m, type);
    }
    const struct rir_type *t = &m->types.data[type];
    return t->kind == RIR_T_INT && t->size * 8 < m->ptr_bits;
}

static uint32_t channel_at(const struct rir_module *m, const struct rir_func *f, uint32_t value)
{
    uint32_t found = RIR_NONE, used = RIR_NONE; /* as what the base is used */
    const uint32_t address = value;
    while (found == RIR_NONE && f->values[value].kind == RIR_V_INSN &&
           flow_is_step(&f->insns[f->values[value].ref])) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        found = channel_of_field(m, in);
        used = in->op == RIR_FIELD && in->ref != RIR_NONE ? in->ref : used;
        value = in->args[0];
    }
    if (found != RIR_NONE)
        return found;
    found = channel_of_base(m, f, value);
    bool looks_known = found != RIR_NONE && m->types.data[found].nfields > 0;
    if (looks_known && value == address && begins_with_number(m, found))
        return RIR_NONE;
    return used != RIR_NONE && looks_known && !may_be_channel(m, used, found) ? RIR_NONE : found;
}

static uint32_t stored_operand(const struct rir_insn *in)
{
    return in->op == RIR_STORE || in->op == RIR_COPY || (in->op == RIR_RMW && in->sub == RIR_B_XCHG)
               ? 1
           : in->op == RIR_CAS ? 2
                               : RIR_NONE;
}

uint32_t channel_store_operand(const struct solver *s, uint32_t func, const struct rir_insn *in,
                               uint32_t *channel)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t k = stored_operand(in), cls;
    if (k == RIR_NONE || f->values[in->args[k]].kind == RIR_V_CONST)
        return RIR_NONE;
    cls = phase_a_class(s->a, func, in->args[k]);
    if (cls == RIR_NONE || (in->op == RIR_COPY && !phase_a_holds_pointers(s->a, cls)))
        return RIR_NONE;
    *channel = channel_at(s->m, f, in->args[0]);
    bool itself = in->op != RIR_COPY &&
                  rir_type_channel(s->m, flow_source_type(f, in->args[k])) != RIR_NONE; /* B-K8 */
    return *channel == RIR_NONE || itself || says_what_it_moves(f) ? RIR_NONE : in->args[k];
}

/* As channel_store_operand; most functions have no such store. */
static uint32_t operand_of(const struct env *e, const struct rir_insn *in)
{
    const struct solver *s = e->b->s;
    uint32_t channel, func = e->b->func;
    return s->stores_into_channel[func] ? channel_store_operand(s, func, in, &channel) : RIR_NONE;
}

void channel_store_send(struct env *e, uint32_t insn)
{
    const struct rir_insn *in = &e->b->f->insns[insn];
    uint32_t value = operand_of(e, in);
    if (value == RIR_NONE)
        return;
    struct set_table *t = sets_of(e);
    set_id packet =
        in->op == RIR_COPY ? memory_load(e, set_anywhere(t, env_get(e, value))) : env_get(e, value);
    if (packet != SET_EMPTY)
        packet_send(e, insn, stored_operand(in), false, set_demote(t, packet, CERT_MAY), CERT_MAY,
                    in->op == RIR_COPY);
}

bool channel_store_apply(struct env *e, uint32_t insn, set_id at)
{
    const struct rir_insn *in = &e->b->f->insns[insn];
    if (in->op != RIR_STORE || operand_of(e, in) == RIR_NONE)
        return false;
    memory_age(e, insn);
    memory_store(e, at, packet_receive(e, insn, 0, RIR_NONE), true);
    return true;
}
