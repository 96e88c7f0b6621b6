/* Operands of the text form: values, symbols, and constants with or without their type. */
#include <string.h>

#include "rir/text_parse.h"

static uint32_t parse_label(struct parser *p, struct want want)
{
    uint32_t token = p->at, value;
    const struct rir_token *t = rir_parse_next(p);
    if (!map_get(&p->values, RIR_KEY(t->text), &value))
        rir_parse_fail(p, t, "there is no value %%%s in this function", t->text);
    if (want.checked) {
        struct rir_check check = {value, want.type, token};
        vec_push(&p->checks, check);
    }
    return value;
}

bool rir_parse_addend(struct parser *p, int64_t *addend)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (rir_parse_accept(p, '+'))
        *addend = (int64_t)rir_parse_number(p);
    else if (rir_parse_accept(p, '-'))
        *addend = (int64_t)(0 - rir_parse_number(p));
    else if (t->kind == TOK_NUMBER && t->num < 0)
        *addend = (int64_t)rir_parse_number(p);
    else
        return false;
    return true;
}

static uint32_t parse_symbol(struct parser *p)
{
    const struct rir_token *t = rir_parse_next(p);
    uint32_t symbol;
    if (!map_get(&p->symbols, RIR_KEY(t->text), &symbol))
        rir_parse_fail(p, t, "there is no @%s; declare it", t->text);
    if ((symbol & 1) != 0)
        return rir_build_func(p->b, symbol / 2);
    int64_t addend = 0;
    rir_parse_addend(p, &addend);
    return rir_build_global(p->b, symbol / 2, addend);
}

static uint32_t parse_real(struct parser *p, struct want want)
{
    const struct rir_token *t = rir_parse_peek(p);
    bool narrow = want.type.bits == 32;
    if (!want.known || want.type.cls != RIR_FLOAT || (!narrow && want.type.bits != 64))
        rir_parse_fail(p, t, "expected f32 or f64 before this number, or its bits (f80 0x...)");
    uint64_t bits = 0;
    float f = (float)t->real;
    if (narrow)
        memcpy(&bits, &f, sizeof f);
    else
        memcpy(&bits, &t->real, sizeof bits);
    rir_parse_next(p);
    return rir_build_const(p->b, want.type, (int64_t)bits);
}

static struct rir_scalar parse_type(struct parser *p)
{
    struct rir_scalar t;
    if (!rir_parse_scalar(p, &t))
        rir_parse_expected(p, "a machine type (i32, ptr, f64, b128)");
    return t;
}

static uint32_t parse_word(struct parser *p)
{
    struct rir_scalar t;
    if (rir_parse_accept_word(p, "null"))
        return rir_build_null(p->b);
    if (rir_parse_accept_word(p, "true"))
        return rir_build_const(p->b, (struct rir_scalar){1, RIR_INT}, 1);
    if (rir_parse_accept_word(p, "false"))
        return rir_build_const(p->b, (struct rir_scalar){1, RIR_INT}, 0);
    if (rir_parse_accept_word(p, "undef"))
        return rir_build_undef(p->b, parse_type(p));
    if (rir_parse_accept_word(p, "unknown")) {
        t = parse_type(p);
        return rir_build_unknown(p->b, t, rir_parse_string(p));
    }
    if (rir_parse_scalar(p, &t))
        return rir_parse_operand(p, (struct want){t, true, true});
    rir_parse_expected(p, "an operand (%x, @x, 5, i32 5, null, undef ptr, unknown ptr \"why\")");
}

uint32_t rir_parse_operand(struct parser *p, struct want want)
{
    const struct rir_token *t = rir_parse_peek(p);
    switch (t->kind) {
    case TOK_VALUE:
        return parse_label(p, want);
    case TOK_SYMBOL:
        return parse_symbol(p);
    case TOK_REAL:
        return parse_real(p, want);
    case TOK_NUMBER:
        if (!want.known)
            rir_parse_fail(p, t, "expected the number's type before it, as in i32 5");
        rir_parse_next(p);
        return rir_build_const(p->b, want.type, t->num);
    default:
        return parse_word(p);
    }
}
