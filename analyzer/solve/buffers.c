/* Memory that an object of a library writes later: what fmemopen or setvbuf was given is written by
 * the functions that take the stream, which do not name it.
 *
 * A function that keeps a parameter and writes it (FBP_KEEPS, FBP_WRITES), and takes or returns a
 * channel, gives it to that channel. Where others than its owner may see that memory or the
 * channel, every call of a described function that takes a channel of this type may write it: which
 * channel has which memory is not followed. A buffer and a stream that one task has for itself are
 * its own. */
#include "solve/body.h"
#include "solve/flow.h"

/* The channel that parameter `*cpos` and later ones point to, which of them it is; RIR_NONE: none.
 */
static uint32_t channel_taken(const struct rir_module *m, const struct rir_func *f, uint32_t *cpos)
{
    uint32_t t = rir_func_source_type(m, f);
    for (; t != RIR_NONE && *cpos <= m->types.data[t].nfields; ++*cpos) {
        uint32_t c = rir_type_channel(m, m->types.data[t].fields[*cpos - 1].type);
        if (c != RIR_NONE)
            return c;
    }
    return RIR_NONE;
}

/* May a function make its argument known to others, or return another pointer to it? */
static bool passes_on(const struct rir_func *g)
{
    static const enum rir_ann_kind kinds[] = {
        RIR_ANN_SPAWNS, RIR_ANN_SPAWNS_IF,   RIR_ANN_LINKS,       RIR_ANN_SENDS,  RIR_ANN_SENDS_IF,
        RIR_ANN_CALLS,  RIR_ANN_CALLS_LATER, RIR_ANN_POINTS_INTO, RIR_ANN_FREEZES};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (rir_func_ann(g, kinds[i]) != NULL)
            return true;
    return !rir_func_is_described(g);
}

/* May this use of an address show it to others? It is read or written through, or a described
 * function gets it that does not pass it on. */
static bool is_shown_by(const struct solver *s, const struct rir_insn *in, uint32_t operand)
{
    switch (in->op) {
    case RIR_FIELD: /* flow_base sees through these */
    case RIR_ELEM:
    case RIR_OFFSET:
    case RIR_LOAD:
    case RIR_READ:
    case RIR_FILL:
    case RIR_COPY:
    case RIR_CMP:
    case RIR_FREE:
        return false;
    case RIR_STORE:
    case RIR_WRITE:
        return operand != 0;
    case RIR_CALL:
        return passes_on(&s->m->funcs.data[in->ref]);
    case RIR_UN:
        return in->sub != RIR_U_MOVE;
    default:
        return true;
    }
}

/* An object that this function has made, or what this call returned, and that it has shown to
 * nobody else. That unknown code knows it says nothing: to be kept is to be known. */
static bool is_own(const struct solver *s, uint32_t func, uint32_t value, uint32_t call_result)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t base = flow_base(f, value);
    const struct rir_value *v = &f->values[base];
    if (v->kind != RIR_V_INSN || (f->insns[v->ref].op != RIR_STACK &&
                                  f->insns[v->ref].op != RIR_ALLOC && base != call_result))
        return false;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++)
            if (flow_base(f, f->insns[i].args[k]) == base && is_shown_by(s, &f->insns[i], k))
                return false;
    return true;
}

/* Marks the types of channels to which this call gives memory that others see. */
static void mark_given(const struct solver *s, uint32_t func, const struct rir_insn *in,
                       bool *channels)
{
    const struct rir_func *f = &s->m->funcs.data[func], *g = &s->m->funcs.data[in->ref];
    uint32_t cpos = 1, t = rir_func_source_type(s->m, g), channel = channel_taken(s->m, g, &cpos);
    uint32_t at = channel == RIR_NONE ? RIR_NONE : flow_operand(in, cpos);
    uint32_t stream = at == RIR_NONE ? in->result : at;
    if (channel == RIR_NONE && t != RIR_NONE)
        channel = rir_type_channel(s->m, s->m->types.data[t].elem);
    if (channel == RIR_NONE || stream == RIR_NONE)
        return;
    for (uint32_t i = 0; i < g->nanns && !channels[channel]; i++) {
        if (g->anns[i].kind != RIR_ANN_KEEPS || !rir_func_ann_at(g, RIR_ANN_WRITES, g->anns[i].a))
            continue;
        uint32_t given = flow_operand(in, (uint32_t)g->anns[i].a);
        if (given != RIR_NONE && !flow_is_null(f, given))
            channels[channel] =
                !is_own(s, func, given, in->result) || !is_own(s, func, stream, in->result);
    }
}

/* That of the functions which give it is judged by itself. */
static bool takes_given(const struct rir_module *m, const struct rir_func *f, const bool *channels)
{
    bool gives = rir_func_ann(f, RIR_ANN_KEEPS) != NULL;
    for (uint32_t cpos = 1, c; !gives && (c = channel_taken(m, f, &cpos)) != RIR_NONE; cpos++)
        if (channels[c])
            return true;
    return false;
}

void buffers_find(struct solver *s)
{
    const struct rir_module *m = s->m;
    bool *channels = ARENA_ARRAY(&s->arena, bool, m->types.len + 1);
    s->writes_given = ARENA_ARRAY(&s->arena, bool, m->funcs.len + 1);
    for (uint32_t f = 0; f < m->funcs.len; f++)
        for (uint32_t i = 0; i < m->funcs.data[f].ninsns; i++)
            if (m->funcs.data[f].insns[i].op == RIR_CALL)
                mark_given(s, f, &m->funcs.data[f].insns[i], channels);
    for (uint32_t f = 0; f < m->funcs.len; f++)
        s->writes_given[f] = takes_given(m, &m->funcs.data[f], channels);
}
