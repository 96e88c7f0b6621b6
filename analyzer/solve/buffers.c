/* Memory that an object of a library writes later: what fmemopen or setvbuf was given is written by
 * the functions that take the stream, which do not name it.
 *
 * A function that keeps a parameter and writes it (FBP_KEEPS, FBP_WRITES), and takes or returns a
 * channel, gives it to that channel. Where others than its owner may see that memory or the
 * channel, or the function's address is taken, so that it may be called with anything, every call
 * of a described function that takes a channel of this type may write it: which channel has which
 * memory is not followed. So may one that uses streams without being passed them, puts to stdout
 * (FBP_MODEL_STANDARD_STREAMS); not so one that leaves buffers alone (FBP_MODEL_NO_BUFFER). A
 * buffer and a stream that one task has for itself are its own; and a static buffer of which the
 * program does nothing but give it once to stdout or its like is the stream's: nobody else sees it.
 */
#include <string.h>

#include "solve/body.h"
#include "solve/flow.h"

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

static bool gives(const struct rir_func *g, const struct rir_ann *a)
{
    return a->kind == RIR_ANN_KEEPS && rir_func_ann_at(g, RIR_ANN_WRITES, a->a);
}

static bool names(const struct rir_func *f, uint32_t value, uint32_t global)
{
    const struct rir_value *v = &f->values[flow_base(f, value)];
    return v->kind == RIR_V_GLOBAL && v->ref == global;
}

/* Does the program name a static object nowhere but where this call gives it away? */
static bool is_named_once(const struct rir_module *m, uint32_t global, const struct rir_insn *call,
                          uint32_t given)
{
    for (uint32_t i = 0; i < m->funcs.len; i++)
        for (uint32_t n = 0; n < m->funcs.data[i].ninsns; n++) {
            const struct rir_insn *in = &m->funcs.data[i].insns[n];
            for (uint32_t k = 0; k < in->nargs; k++)
                if (names(&m->funcs.data[i], in->args[k], global) &&
                    !(k == 0 && flow_is_step(in)) && !(in == call && in->args[k] == given))
                    return false;
        }
    for (uint32_t g = 0; g < m->globals.len; g++) {
        const struct rir_global *other = &m->globals.data[g];
        if (other->alias != NULL && strcmp(other->alias, m->globals.data[global].name) == 0)
            return false;
        for (uint32_t i = 0; i < other->ninit; i++)
            if (!other->init[i].is_func && other->init[i].target == global)
                return false;
    }
    return true;
}

/* stdin, stdout, stderr: a stream that the library has made, the same each time. */
static bool is_standard(const struct rir_module *m, const struct rir_func *f, uint32_t stream)
{
    const struct rir_value *v = &f->values[stream];
    if (v->kind != RIR_V_INSN || f->insns[v->ref].op != RIR_LOAD)
        return false;
    v = &f->values[f->insns[v->ref].args[0]];
    return v->kind == RIR_V_GLOBAL && v->imm == 0 &&
           (m->globals.data[v->ref].flags & RIR_GLOBAL_DEFINED) == 0;
}

/* A static object that only this stream leads to, once it has it. */
static bool is_for_stream(const struct solver *s, const struct rir_func *f,
                          const struct rir_insn *in, uint32_t given, uint32_t stream)
{
    const struct rir_value *v = &f->values[flow_base(f, given)];
    return v->kind == RIR_V_GLOBAL && s->m->globals.data[v->ref].linkage == RIR_INTERNAL &&
           is_standard(s->m, f, stream) && is_named_once(s->m, v->ref, in, given);
}

/* The type of the channel that a function takes (the parameter is *cpos) or returns (*cpos is
 * beyond its parameters); RIR_NONE: neither. */
static uint32_t channel_of(const struct rir_module *m, const struct rir_func *g, uint32_t *cpos)
{
    uint32_t t = rir_func_source_type(m, g);
    uint32_t channel = rir_func_channel(m, g, cpos);
    return channel == RIR_NONE && t != RIR_NONE ? rir_type_channel(m, m->types.data[t].elem)
                                                : channel;
}

/* Marks the types of channels to which this call gives memory that others see. */
static void mark_given(const struct solver *s, uint32_t func, const struct rir_insn *in,
                       bool *channels)
{
    const struct rir_func *f = &s->m->funcs.data[func], *g = &s->m->funcs.data[in->ref];
    uint32_t cpos = 1, channel = channel_of(s->m, g, &cpos);
    uint32_t at = flow_operand(in, cpos), stream = at == RIR_NONE ? in->result : at;
    if (channel == RIR_NONE || stream == RIR_NONE)
        return;
    for (uint32_t i = 0; i < g->nanns && !channels[channel]; i++) {
        uint32_t given =
            gives(g, &g->anns[i]) ? flow_operand(in, (uint32_t)g->anns[i].a) : RIR_NONE;
        if (given != RIR_NONE && !flow_is_null(f, given) && !is_for_stream(s, f, in, given, stream))
            channels[channel] =
                !is_own(s, func, given, in->result) || !is_own(s, func, stream, in->result);
    }
}

/* Called through a pointer, or by a library, with whatever they have. Of one that no unit calls by
 * name the type may not be known: it may give to any channel, and take any. */
static void mark_by_address(const struct solver *s, uint32_t func, bool *channels)
{
    const struct rir_func *g = &s->m->funcs.data[func];
    uint32_t cpos = 1, channel = channel_of(s->m, g, &cpos);
    bool given = false, all = rir_func_source_type(s->m, g) == RIR_NONE;
    for (uint32_t i = 0; i < g->nanns; i++)
        given |= gives(g, &g->anns[i]);
    for (uint32_t t = 0; given && t < s->m->types.len; t++)
        channels[t] |= all || t == channel;
}

static bool takes_given(const struct rir_module *m, const struct rir_func *f, const bool *channels,
                        bool any)
{
    if (rir_func_ann(f, RIR_ANN_NO_BUFFER) != NULL)
        return false;
    for (uint32_t cpos = 1, c; (c = rir_func_channel(m, f, &cpos)) != RIR_NONE; cpos++)
        if (channels[c])
            return true;
    return any && (rir_func_source_type(m, f) == RIR_NONE ||
                   rir_func_ann(f, RIR_ANN_STANDARD_STREAMS) != NULL);
}

void buffers_find(struct solver *s)
{
    const struct rir_module *m = s->m;
    bool *channels = ARENA_ARRAY(&s->arena, bool, m->types.len + 1), any = false;
    s->writes_given = ARENA_ARRAY(&s->arena, bool, m->funcs.len + 1);
    for (uint32_t f = 0; f < m->funcs.len; f++) {
        const struct rir_func *fn = &m->funcs.data[f];
        for (uint32_t i = 0; i < fn->ninsns; i++)
            if (fn->insns[i].op == RIR_CALL)
                mark_given(s, f, &fn->insns[i], channels);
        for (uint32_t v = 0; v < fn->nvalues; v++)
            if (fn->values[v].kind == RIR_V_FUNC)
                mark_by_address(s, fn->values[v].ref, channels);
    }
    for (uint32_t g = 0; g < m->globals.len; g++)
        for (uint32_t i = 0; i < m->globals.data[g].ninit; i++)
            if (m->globals.data[g].init[i].is_func)
                mark_by_address(s, m->globals.data[g].init[i].target, channels);
    for (uint32_t t = 0; t < m->types.len; t++)
        any |= channels[t];
    for (uint32_t f = 0; f < m->funcs.len; f++)
        s->writes_given[f] = takes_given(m, &m->funcs.data[f], channels, any);
}
