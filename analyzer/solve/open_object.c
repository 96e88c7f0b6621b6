/* Which objects that were allocated, or came in, are channels, or of an immutable type.
 *
 * B-K12 (I2). A new object is one if the variable or the result that first refers to it is a
 * pointer to such a struct, and what a parameter refers to is, if that says so;
 * but only if phase A has nothing in the object's class that the program uses as another struct
 * than that one, or one that lies in it (and for immutable ones no object that is not known): so
 * what stands around it, or shares its memory, is none. A channel may be given to everybody (B-K8):
 * it is part of no packet, and is not lent. What is of an immutable type is published, and so
 * frozen with all that hangs below it, when a task gets it, or something that leads to it (B-X2):
 * it is not lent either. */
#include "solve/open_object.h"

#include <stdlib.h>

#include "solve/body.h"

enum { MAX_TYPES = 4, MAX_NESTED = 16 };

struct used_as { /* the structs that objects of a class are used as */
    uint32_t n;
    uint32_t types[MAX_TYPES]; /* n > MAX_TYPES: too many */
};

static void note(struct used_as *u, uint32_t type)
{
    for (uint32_t i = 0; i < u->n && i < MAX_TYPES; i++)
        if (u->types[i] == type)
            return;
    if (u->n < MAX_TYPES)
        u->types[u->n] = type;
    u->n += u->n <= MAX_TYPES;
}

static const struct used_as *uses_of(struct solver *s, uint32_t cls)
{
    if (s->used_as == NULL) {
        s->used_as = ARENA_ARRAY(&s->arena, struct used_as, phase_a_stats(s->a).classes + 1);
        for (uint32_t k = 0; k < s->m->funcs.len; k++)
            for (uint32_t i = 0; s->flows[k] != NULL && i < s->m->funcs.data[k].ninsns; i++) {
                const struct rir_insn *in = &s->m->funcs.data[k].insns[i];
                uint32_t of = in->op == RIR_FIELD ? phase_a_class(s->a, k, in->args[0]) : RIR_NONE;
                if (of != RIR_NONE)
                    note(&s->used_as[of],
                         in->ref == RIR_NONE ? RIR_NONE : rir_type_strip(s->m, in->ref));
            }
    }
    return &s->used_as[cls];
}

static bool lies_in(const struct rir_module *m, uint32_t type, uint32_t in, int depth)
{
    in = in == RIR_NONE ? RIR_NONE : rir_type_strip(m, in);
    if (in == RIR_NONE || depth > MAX_NESTED || type == in)
        return in != RIR_NONE && type == in;
    const struct rir_type *t = &m->types.data[in];
    bool found = t->kind == RIR_T_ARRAY && lies_in(m, type, t->elem, depth + 1);
    for (uint32_t i = 0; t->kind != RIR_T_ARRAY && i < t->nfields && !found; i++)
        found = lies_in(m, type, t->fields[i].type, depth + 1);
    return found;
}

/* The struct of that sort that a pointer of this type refers to, or RIR_NONE. */
static uint32_t struct_of(const struct rir_module *m, uint32_t type, uint32_t sort)
{
    uint32_t to = type == RIR_NONE ? RIR_NONE : rir_type_pointee(m, type);
    to = to != RIR_NONE && (rir_type_flags(m, to) & sort) != 0 ? rir_type_strip(m, to) : RIR_NONE;
    return to != RIR_NONE && m->types.data[to].kind == RIR_T_STRUCT ? to : RIR_NONE;
}

/* The pointer's type, and all that is done with objects of its class, say so. */
static bool says(struct solver *s, uint32_t func, uint32_t value, uint32_t sort)
{
    uint32_t type = struct_of(s->m, flow_source_type(&s->m->funcs.data[func], value), sort), cls;
    if (type == RIR_NONE || (cls = phase_a_class(s->a, func, value)) == RIR_NONE ||
        (sort == RIR_TYPE_IMMUTABLE && phase_a_class_unknown(s->a, cls)))
        return false;
    const struct used_as *u = uses_of(s, cls);
    bool only = u->n <= MAX_TYPES;
    if (MUTANT(s, 103))
        return true;
    for (uint32_t i = 0; i < u->n && only; i++)
        only = u->types[i] != RIR_NONE && lies_in(s->m, u->types[i], type, 0);
    return only;
}

static bool asked(const struct solver *s)
{
    return lent_any(s) || marks_any(s, MARK_SENT) || marks_any(s, MARK_FROZEN);
}

void open_object_note(struct env *e, uint32_t insn)
{
    struct body *b = e->b;
    const struct rir_insn *in = &b->f->insns[insn];
    bool makes = in->op == RIR_CALL || in->op == RIR_CALLI || in->op == RIR_ALLOC;
    if (!makes || in->result == RIR_NONE || !asked(b->s))
        return;
    bool channel = says(b->s, b->func, in->result, RIR_TYPE_CHANNEL);
    bool immutable = !channel && says(b->s, b->func, in->result, RIR_TYPE_IMMUTABLE);
    uint32_t n = 0;
    const struct target *v = NULL;
    if (channel || immutable)
        v = set_get(sets_of(e), env_get(e, in->result), &n);
    for (uint32_t i = 0; i < n; i++) {
        struct node *node = &b->nodes.data[v[i].node];
        bool made = node->kind == N_HEAP && node->ref == insn && !node->summary;
        if (!made || v[i].off != 0 || v[i].stride != 0 || v[i].linked)
            continue;
        node->channel |= channel;
        node->immutable |= immutable;
    }
}

static bool param_is(const struct body *b, const struct node *n, uint32_t sort)
{
    return n->kind == N_PARAM && asked(b->s) &&
           (b->f->params[n->ref].pos.flags & RIR_ARG_BYVAL) == 0 &&
           says(b->s, b->func, b->f->params[n->ref].value, sort);
}

/* It is one itself, or hung below one at the entry. */
static bool is_or_hangs_below(const struct body *b, uint32_t node, uint32_t sort)
{
    const struct node *n = &b->nodes.data[node];
    bool channel = sort == RIR_TYPE_CHANNEL;
    if (n->kind == N_OLD && n->partner != RIR_NONE)
        n = &b->nodes.data[n->partner];
    while (n->kind == N_PATH && !(channel ? n->channel : n->immutable))
        n = &b->nodes.data[n->parent];
    if (n->kind == N_REST)
        n = &b->nodes.data[n->root];
    return (channel ? n->channel : n->immutable) || param_is(b, n, sort);
}

bool node_is_channel(const struct body *b, uint32_t node)
{
    return is_or_hangs_below(b, node, RIR_TYPE_CHANNEL);
}

bool node_is_immutable(const struct body *b, uint32_t node)
{
    return is_or_hangs_below(b, node, RIR_TYPE_IMMUTABLE);
}
