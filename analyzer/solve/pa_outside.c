/* Bytes that leave the program's memory, and bytes that come in: files, pipes, sockets, queues.
 *
 * A-I27  Whoever reads the bytes that leave (FBP_MODEL_LEAVES) knows the pointers among them: they
 * are copied into an object of the call that code that we do not know may look into. A-I28  Bytes
 * that come in (FBP_MODEL_FILLS, and FBP_WRITES of any bytes) may be a pointer that such code
 * knows. Until a pointer has gone
 * out, none comes in (A-I37, pa_gone.c); only those of a library's own (FBP_WRITES). A class
 * remembers where it may have such bytes; slots there are UNK, now or when they come; copies take
 * that along, and what is read of them may be a part of a pointer (A-I24).
 *
 * They are as many as the call says, if that is a constant; else no more than the array inside a
 * struct has at whose start the operand is, or which it is an element of (A-I4). */
#include "solve/pa_place.h"

struct span {
    uint32_t cell;
    int64_t bytes;
};

static uint32_t value_at(const struct rir_insn *in, const struct rir_func *g, int n)
{
    for (uint32_t k = 0; n > 0 && k + pa_first_arg(in) < in->nargs; k++)
        if (rir_ann_covers(g, n, rir_call_position(in, k)))
            return in->args[k + pa_first_arg(in)];
    return RIR_NONE;
}

static struct span span_at(struct phase_a *a, uint32_t func, const struct rir_insn *in,
                           const struct rir_func *g, const struct rir_ann *n)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    uint32_t at = value_at(in, g, n->a), size = value_at(in, g, n->b);
    struct span s = {at == RIR_NONE ? RIR_NONE : pa_value(a, func, at), PA_OFF_MAX};
    if (size != RIR_NONE && pa_const(f, size, &s.bytes) && s.bytes >= 0)
        return s;
    const struct rir_type *t = pa_pointee(a->m, g, n->a);
    if (n->b == 0 && t != NULL && t->kind == RIR_T_INT && t->size > 1) {
        s.bytes = (int64_t)t->size;
        return s;
    }
    s.bytes = at == RIR_NONE ? PA_OFF_MAX : pa_room_at(a->m, f, &at);
    s.cell = at == RIR_NONE ? RIR_NONE : pa_value(a, func, at);
    return s;
}

/* The bytes at pointers inside a struct, and inside those that it points to, leave by the sink, or,
 * without one, come in. */
static void move_behind(struct phase_a *a, uint32_t at, const struct rir_type *t, uint32_t sink,
                        int depth)
{
    const struct rir_module *m = a->m;
    for (uint32_t i = 0; depth > 0 && i < t->nfields; i++) {
        uint32_t ft = rir_type_strip(m, t->fields[i].type);
        if (ft == RIR_NONE)
            continue;
        uint32_t member = pa_cell_new(a), held = pa_cell_new(a);
        pa_use_add(a, at, PA_ASSIGN, member, (int64_t)t->fields[i].offset, 0);
        if (m->types.data[ft].kind == RIR_T_STRUCT)
            move_behind(a, member, &m->types.data[ft], sink, depth - 1);
        if (m->types.data[ft].kind != RIR_T_PTR)
            continue;
        pa_use_add(a, member, PA_LOAD, held, a->ptr, 0);
        uint32_t to = rir_type_strip(m, m->types.data[ft].elem);
        if (to == RIR_NONE || m->types.data[to].kind != RIR_T_STRUCT) {
            if (sink == RIR_NONE)
                pa_use_add(a, held, PA_FILL, 0, PA_OFF_MAX, 0);
            else
                pa_copy_add(a, held, sink, PA_OFF_MAX);
            continue;
        }
        uint32_t element = pa_cell_new(a);
        pa_use_add(a, held, PA_ELEM, element, (int64_t)m->types.data[to].size, -1);
        move_behind(a, element, &m->types.data[to], sink, depth - 1);
    }
}

static void move_behind_all(struct phase_a *a, uint32_t at, const struct rir_type *t, uint32_t sink)
{
    uint32_t element = pa_cell_new(a);
    pa_use_add(a, at, PA_ELEM, element, (int64_t)t->size, -1);
    move_behind(a, element, t, sink, 4);
}

void pa_fill(struct phase_a *a, uint32_t func, const struct rir_insn *in, const struct rir_func *g,
             const struct rir_ann *n, bool library)
{
    const struct rir_type *t = pa_pointee(a->m, g, n->a);
    if (n->a > (int)g->ncparams) { /* scanf: one word each is what can be a pointer */
        for (uint32_t i = pa_first_arg(in); i < in->nargs; i++)
            if (rir_ann_covers(g, n->a, rir_call_position(in, i - pa_first_arg(in))))
                pa_use_add(a, pa_value(a, func, in->args[i]), PA_FILL, 0, a->ptr, library);
        return;
    }
    struct span s = span_at(a, func, in, g, n);
    if (t != NULL && t->kind == RIR_T_STRUCT && rir_func_ann_at(g, RIR_ANN_WRITES_BEHIND, n->a))
        move_behind_all(a, s.cell, t, RIR_NONE);
    else
        pa_use_add(a, s.cell, PA_FILL, 0, s.bytes, library);
}

/* ---- leaving ---- */

/* One object for all that leaves by one call. */
static uint32_t sink_of(struct phase_a *a, uint32_t func, uint32_t insn)
{
    uint32_t s, cell = pa_cell_new(a);
    if (!map_get(&a->leaving, pa_key(func, insn), &s)) {
        s = a->sinks.len;
        vec_push(&a->sinks, ((struct pa_sink){.node = pa_node_new(a, 0, 0)}));
        pa_node_mark(a, a->sinks.data[s].node, PA_CESC | PA_LIB);
        map_put(&a->leaving, pa_key(func, insn), s);
    }
    pa_cell_point(a, cell, a->sinks.data[s].node, pa_off_exact(0));
    return cell;
}

void pa_leave(struct phase_a *a, uint32_t func, uint32_t insn, const struct rir_func *g,
              const struct rir_ann *n)
{
    const struct rir_insn *in = &a->m->funcs.data[func].insns[insn];
    struct span s = span_at(a, func, in, g, n);
    uint32_t value = value_at(in, g, n->a);
    if (value != RIR_NONE && a->m->funcs.data[func].values[value].type.cls != RIR_PTR) {
        pa_use_add(a, s.cell, PA_MARK, 0, PA_ESC | PA_LIB, 0); /* a number; narrow ones: A-I24 */
        return;
    }
    const struct rir_type *t = pa_pointee(a->m, g, n->a);
    uint32_t sink = sink_of(a, func, insn);
    if (t == NULL || t->kind != RIR_T_STRUCT) {
        pa_copy_add(a, s.cell, sink, s.bytes);
        return;
    }
    move_behind_all(a, s.cell, t, sink);
}

static bool is_object(struct phase_a *a, uint32_t cell)
{
    uint32_t root;
    struct pa_off off;
    return pa_cell_target(a, cell, &root, &off) && a->nodes.data[root].nobjects > 0;
}

static void look_into(struct phase_a *a, struct pa_sink *s)
{
    uint32_t root = pa_node_find(a, s->node, NULL);
    const pa_slots *slots = &a->nodes.data[root].slots;
    for (uint32_t i = 0; i < slots->len; i++)
        if (is_object(a, slots->data[i].cell))
            vec_push(&s->held, slots->data[i].cell);
    for (uint32_t i = 0; i < a->notes.len; i++)
        if (pa_node_find(a, a->notes.data[i].node, NULL) == root &&
            is_object(a, a->notes.data[i].cell))
            vec_push(&s->held, a->notes.data[i].cell);
}

void pa_sinks_look(struct phase_a *a)
{
    for (uint32_t i = 0; i < a->sinks.len; i++)
        look_into(a, &a->sinks.data[i]);
}

/* ---- asked for afterwards ---- */

static const struct pa_sink *sink(const struct phase_a *a, uint32_t func, uint32_t insn)
{
    uint32_t s;
    return map_get(&a->leaving, pa_key(func, insn), &s) ? &a->sinks.data[s] : NULL;
}

bool phase_a_leaves(const struct phase_a *a, uint32_t func, uint32_t insn)
{
    const struct pa_sink *s = sink(a, func, insn);
    return s == NULL || s->held.len > 0;
}

bool phase_a_mark_leaving(const struct phase_a *a, uint32_t func, uint32_t insn, bool *marks)
{
    const struct pa_sink *s = sink(a, func, insn);
    for (uint32_t i = 0; s != NULL && i < s->held.len; i++)
        phase_a_mark_reachable(a, pa_class_of_cell(a, s->held.data[i]), marks);
    return s != NULL;
}
