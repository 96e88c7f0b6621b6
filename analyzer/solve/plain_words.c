/* Words of a struct that hold no pointer: see plain_words.h. */
#include "solve/plain_words.h"

#include "solve/body.h"

/* The type, without typedefs, of the object that a value points to, as far as the source says. */
static uint32_t pointee(const struct body *b, uint32_t value)
{
    const struct rir_module *m = b->s->m;
    const struct rir_value *v = &b->f->values[value];
    if (v->kind == RIR_V_GLOBAL)
        return rir_type_strip(m, m->globals.data[v->ref].type);
    if (v->kind == RIR_V_INSN && b->f->insns[v->ref].op == RIR_STACK)
        return rir_type_strip(m, b->f->insns[v->ref].src);
    return rir_type_strip(m, rir_type_pointee(m, flow_source_type(b->f, value)));
}

/* All members between two bytes are numbers; what lies between members is nothing. */
static bool only_numbers(const struct rir_module *m, uint32_t type, int64_t lo, int64_t hi,
                         int depth)
{
    uint32_t at = rir_type_strip(m, type);
    if (at == RIR_NONE || depth == 0)
        return false;
    const struct rir_type *t = &m->types.data[at];
    if (t->kind == RIR_T_INT || t->kind == RIR_T_FLOAT)
        return true;
    if (t->kind == RIR_T_ARRAY) /* of any element */
        return only_numbers(m, t->elem, INT64_MIN / 2, INT64_MAX / 2, depth - 1);
    if (t->kind != RIR_T_STRUCT)
        return false;
    for (uint32_t i = 0; i < t->nfields; i++) {
        int64_t first = (int64_t)t->fields[i].offset;
        int64_t size = (int64_t)rir_type_size(m, t->fields[i].type);
        bool outside = first >= hi || (size != 0 && first + size <= lo);
        if (!outside && !only_numbers(m, t->fields[i].type, lo - first, hi - first, depth - 1))
            return false;
    }
    return true;
}

uint32_t plain_words(const struct body *b, uint32_t to, uint32_t from, int64_t bytes)
{
    const struct rir_module *m = b->s->m;
    int64_t word = b->s->word;
    if (!marks_any(b->s, MARK_SENT)) /* nobody asks what goes with a packet */
        return 0;
    uint32_t plain = 0, type = pointee(b, from);
    if (type == RIR_NONE || (int64_t)rir_type_size(m, type) != bytes)
        type = pointee(b, to);
    if (type == RIR_NONE || (int64_t)rir_type_size(m, type) != bytes)
        return 0;
    for (int64_t w = 0; w < PLAIN_WORDS_MAX && (w + 1) * word <= bytes; w++)
        if (only_numbers(m, type, w * word, (w + 1) * word, 8) &&
            phase_a_word_is_plain(b->s->a, b->func, from, w * word))
            plain |= 1u << w;
    return plain;
}

/* ... or the element of an array. */
static uint32_t element(const struct body *b, uint32_t value)
{
    const struct rir_value *v = &b->f->values[value];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &b->f->insns[v->ref] : NULL;
    bool known = in != NULL && in->op == RIR_ELEM && in->ref != RIR_NONE;
    return known ? rir_type_strip(b->s->m, in->ref) : pointee(b, value);
}

bool plain_text(const struct body *b, uint32_t from)
{
    const struct rir_module *m = b->s->m;
    uint32_t type = marks_any(b->s, MARK_SENT) ? element(b, from) : RIR_NONE;
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_INT &&
           m->types.data[type].size == 1 && phase_a_rest_is_plain(b->s->a, b->func, from);
}
