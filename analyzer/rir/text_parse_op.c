/* The operations of the text form: what stands between the name of an operation and its attributes.
 *
 * Each has a function that reads what is its own, and leaves the operands, blocks, cases and result
 * types in the parser's lists and the rest in the instruction. */
#include <stdlib.h>
#include <string.h>

#include "rir/text_parse.h"

static struct rir_scalar iptr(const struct parser *p)
{
    return (struct rir_scalar){p->m->ptr_bits, RIR_INT};
}

static struct rir_scalar ptr(const struct parser *p)
{
    return (struct rir_scalar){p->m->ptr_bits, RIR_PTR};
}

static const struct want any = {{0, 0}, false, false};

static struct want exactly(struct rir_scalar t)
{
    return (struct want){t, true, true};
}

/* Numbers are of this type, values may be of any: the verifier says what is wrong. */
static struct want by_default(struct rir_scalar t)
{
    return (struct want){t, true, false};
}

static void operand(struct parser *p, struct want want)
{
    uint32_t v = rir_parse_operand(p, want);
    vec_push(&p->args, v);
}

static void next_operand(struct parser *p, struct want want)
{
    rir_parse_expect(p, ',');
    operand(p, want);
}

static void one_result(struct parser *p, struct rir_scalar t)
{
    p->results.len = 0;
    vec_push(&p->results, t);
}

static struct rir_scalar machine_type(struct parser *p)
{
    struct rir_scalar t;
    if (!rir_parse_scalar(p, &t))
        rir_parse_expected(p, "a machine type (i32, ptr, f64, b128)");
    return t;
}

static void block(struct parser *p)
{
    uint32_t b = rir_parse_block_ref(p);
    vec_push(&p->blocks, b);
}

/* ---- pointers ---- */

static void parse_stack(struct parser *p, struct rir_insn *in)
{
    in->imm = (int64_t)rir_parse_number(p);
    if (rir_parse_accept_word(p, "x"))
        operand(p, by_default(iptr(p)));
    one_result(p, ptr(p));
}

static uint32_t field_named(struct parser *p, uint32_t type, const char *name)
{
    uint32_t stripped = rir_type_strip(p->m, type);
    const struct rir_type *t = stripped == RIR_NONE ? NULL : &p->m->types.data[stripped];
    char *end;
    unsigned long index = strtoul(name, &end, 10);
    if (*end == '\0' && *name != '\0')
        return index < UINT32_MAX ? (uint32_t)index : RIR_NONE;
    for (uint32_t i = 0; t != NULL && i < t->nfields; i++)
        if (t->fields[i].name != NULL && strcmp(t->fields[i].name, name) == 0)
            return i;
    rir_parse_fail(p, rir_parse_peek(p), "this type has no member '%s'", name);
}

/* $1 or $1.member or $1.0, for FIELD. */
static void parse_member(struct parser *p, struct rir_insn *in)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind != TOK_TYPE)
        return;
    const char *dot = strchr(t->text, '.');
    if (dot == NULL) {
        in->ref = rir_parse_type_ref(p);
        return;
    }
    const char *name = intern_n(&p->tokens.words, t->text, (size_t)(dot - t->text));
    if (!map_get(&p->types, RIR_KEY(name), &in->ref))
        rir_parse_fail(p, t, "there is no type $%s", name);
    in->field = field_named(p, in->ref, dot + 1);
    rir_parse_next(p);
}

/* The operand and offset of a FIELD. "@g +8" is the offset, in "@g +4 +8" the first belongs to @g.
 */
static bool parse_base(struct parser *p, int64_t *offset)
{
    const struct rir_token *t = rir_parse_peek(p);
    uint32_t symbol;
    if (t->kind != TOK_SYMBOL || !map_get(&p->symbols, RIR_KEY(t->text), &symbol) ||
        (symbol & 1) != 0) {
        operand(p, exactly(ptr(p)));
        return rir_parse_addend(p, offset);
    }
    rir_parse_next(p);
    int64_t first = 0;
    bool given = rir_parse_addend(p, offset);
    if (given) {
        first = *offset;
        if (!rir_parse_addend(p, offset))
            first = 0;
    }
    uint32_t base = rir_build_global(p->b, symbol / 2, first);
    vec_push(&p->args, base);
    return given;
}

static void parse_field(struct parser *p, struct rir_insn *in)
{
    bool given = parse_base(p, &in->imm);
    const struct rir_token *t = rir_parse_peek(p);
    parse_member(p, in);
    if (!given) {
        uint32_t type = rir_type_strip(p->m, in->ref);
        if (in->field == RIR_NONE || type == RIR_NONE ||
            in->field >= p->m->types.data[type].nfields)
            rir_parse_fail(p, t, "expected an offset such as +8, or a member such as $1.next");
        in->imm = (int64_t)p->m->types.data[type].fields[in->field].offset;
    }
    one_result(p, ptr(p));
}

static void parse_elem(struct parser *p, struct rir_insn *in)
{
    operand(p, exactly(ptr(p)));
    next_operand(p, by_default(iptr(p)));
    if (!rir_parse_accept_word(p, "x"))
        rir_parse_expected(p, "'x' and the element's size");
    in->imm = (int64_t)rir_parse_number(p);
    one_result(p, ptr(p));
}

static void parse_offset(struct parser *p)
{
    operand(p, exactly(ptr(p)));
    next_operand(p, by_default(iptr(p)));
    one_result(p, ptr(p));
}

/* ---- memory ---- */

static void parse_load(struct parser *p)
{
    one_result(p, machine_type(p));
    operand(p, exactly(ptr(p)));
}

static void parse_store(struct parser *p)
{
    struct rir_scalar t = machine_type(p);
    uint32_t value = rir_parse_operand(p, exactly(t));
    next_operand(p, exactly(ptr(p)));
    vec_push(&p->args, value);
}

static void parse_copy(struct parser *p, uint8_t op)
{
    operand(p, exactly(ptr(p)));
    next_operand(p, op == RIR_COPY ? exactly(ptr(p)) : by_default((struct rir_scalar){8, RIR_INT}));
    next_operand(p, by_default(iptr(p)));
}

static void parse_rmw(struct parser *p, struct rir_insn *in)
{
    in->sub = (uint8_t)rir_parse_sub(p, rir_bin_named, "an operation such as add or xchg");
    struct rir_scalar t = machine_type(p);
    operand(p, exactly(ptr(p)));
    next_operand(p, exactly(t));
    one_result(p, t);
}

static void parse_cas(struct parser *p)
{
    struct rir_scalar t = machine_type(p), ok = {1, RIR_INT};
    operand(p, exactly(ptr(p)));
    next_operand(p, exactly(t));
    next_operand(p, exactly(t));
    one_result(p, t);
    vec_push(&p->results, ok);
}

/* ---- values ---- */

static void parse_phi(struct parser *p)
{
    struct rir_scalar t = machine_type(p);
    one_result(p, t);
    while (rir_parse_accept(p, '[')) {
        block(p);
        rir_parse_expect(p, ':');
        operand(p, exactly(t));
        rir_parse_expect(p, ']');
        if (!rir_parse_accept(p, ','))
            break;
    }
}

static void parse_select(struct parser *p)
{
    struct rir_scalar t = machine_type(p);
    operand(p, by_default((struct rir_scalar){1, RIR_INT}));
    next_operand(p, exactly(t));
    next_operand(p, exactly(t));
    one_result(p, t);
}

static void parse_bin(struct parser *p)
{
    struct rir_scalar t = machine_type(p);
    operand(p, exactly(t));
    next_operand(p, exactly(t));
    one_result(p, t);
}

static bool operand_follows(const struct parser *p)
{
    struct rir_scalar t;
    const struct rir_token *token = rir_parse_peek(p);
    if (token->first)
        return false;
    if (token->kind != TOK_WORD)
        return token->kind == TOK_VALUE || token->kind == TOK_SYMBOL || token->kind == TOK_NUMBER ||
               token->kind == TOK_REAL;
    static const char *const words[] = {"null", "true", "false", "undef", "unknown", NULL};
    return rir_word_index(words, token->text) >= 0 ||
           rir_scalar_named(token->text, p->m->ptr_bits, &t);
}

static void parse_un(struct parser *p)
{
    one_result(p, machine_type(p));
    if (!operand_follows(p))
        return;
    operand(p, any);
    while (rir_parse_accept(p, ','))
        operand(p, any);
}

static void parse_cmp(struct parser *p, struct rir_insn *in)
{
    in->sub = (uint8_t)rir_parse_sub(p, rir_pred_named, "a predicate such as eq or slt");
    struct rir_scalar t = machine_type(p);
    operand(p, exactly(t));
    next_operand(p, exactly(t));
    one_result(p, (struct rir_scalar){1, RIR_INT});
    if (rir_parse_peek(p)->kind == TOK_ARROW) {
        rir_parse_next(p);
        one_result(p, machine_type(p));
    }
}

/* ---- calls ---- */

static uint32_t parse_callee(struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    uint32_t symbol;
    if (t->kind != TOK_SYMBOL)
        rir_parse_expected(p, "a function such as @f");
    if (!map_get(&p->symbols, RIR_KEY(t->text), &symbol) || (symbol & 1) == 0)
        rir_parse_fail(p, t, "there is no function @%s; declare it", t->text);
    p->at++;
    return symbol / 2;
}

static bool is_default_pos(const struct parser *p)
{
    for (uint32_t i = 0; i < p->pos.len; i++)
        if (p->pos.data[i].cpos != i + 1 || p->pos.data[i].flags != 0)
            return false;
    return true;
}

/* Bare numbers are of the parameter's type, or of C's int where there is none. */
static void parse_call_args(struct parser *p, struct rir_insn *in, uint32_t callee)
{
    uint16_t previous = 0;
    rir_parse_expect(p, '(');
    while (!rir_parse_is(p, ')')) {
        struct rir_argpos pos = rir_parse_argpos(p, previous);
        struct rir_scalar t = {32, RIR_INT};
        if (callee != RIR_NONE && p->pos.len < p->m->funcs.data[callee].nparams)
            t = p->m->funcs.data[callee].params[p->pos.len].type;
        operand(p, by_default(t));
        vec_push(&p->pos, pos);
        if ((pos.flags & RIR_ARG_SRET) == 0)
            previous = pos.cpos;
        if (!rir_parse_accept(p, ','))
            break;
    }
    rir_parse_expect(p, ')');
    in->pos = is_default_pos(p) ? NULL : p->pos.data;
}

static void parse_call(struct parser *p, struct rir_insn *in)
{
    if (rir_parse_peek(p)->kind != TOK_SYMBOL)
        rir_parse_results(p);
    in->ref = parse_callee(p);
    parse_call_args(p, in, in->ref);
}

static void parse_calli(struct parser *p, struct rir_insn *in)
{
    const struct rir_token *t = rir_parse_peek(p);
    bool typed = t->kind == TOK_WORD || (t->kind == TOK_PUNCT && t->punct == '(');
    if (typed)
        rir_parse_results(p);
    operand(p, exactly(ptr(p)));
    parse_call_args(p, in, RIR_NONE);
}

/* "(T, ...": results, not operands, which have a value behind their type. */
static bool result_list_follows(const struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    struct rir_scalar type;
    return t->kind == TOK_PUNCT && t->punct == '(' && t[1].kind == TOK_WORD &&
           rir_scalar_named(t[1].text, p->m->ptr_bits, &type) && t[2].kind == TOK_PUNCT &&
           (t[2].punct == ',' || t[2].punct == ')');
}

static void parse_opaque(struct parser *p, struct rir_insn *in)
{
    if (rir_parse_peek(p)->kind == TOK_WORD || result_list_follows(p))
        rir_parse_results(p);
    if (rir_parse_peek(p)->kind == TOK_STRING)
        in->text = rir_parse_string(p);
    if (!rir_parse_accept(p, '('))
        return;
    while (!rir_parse_is(p, ')')) {
        operand(p, any);
        if (!rir_parse_accept(p, ','))
            break;
    }
    rir_parse_expect(p, ')');
}

/* ---- the memory model's own operations ---- */

/* A machine type that may be left out. */
static void optional_type(struct parser *p, struct rir_scalar otherwise)
{
    struct rir_scalar t;
    one_result(p, rir_parse_scalar(p, &t) ? t : otherwise);
}

static void parse_start(struct parser *p, struct rir_insn *in)
{
    optional_type(p, iptr(p));
    in->ref = parse_callee(p);
    rir_parse_expect(p, '(');
    operand(p, exactly(ptr(p)));
    rir_parse_expect(p, ')');
}

static void parse_model_op(struct parser *p, struct rir_insn *in)
{
    switch (in->op) {
    case RIR_ALLOC:
        operand(p, by_default(iptr(p)));
        one_result(p, ptr(p));
        break;
    case RIR_SEND:
        operand(p, exactly(ptr(p)));
        next_operand(p, exactly(ptr(p)));
        break;
    case RIR_RECEIVE:
        optional_type(p, ptr(p));
        operand(p, exactly(ptr(p)));
        break;
    case RIR_JOIN:
        optional_type(p, ptr(p));
        operand(p, by_default(iptr(p)));
        break;
    default: /* FREE, FREEZE, VALIST */
        operand(p, exactly(ptr(p)));
        break;
    }
}

/* ---- terminators ---- */

static void parse_ret(struct parser *p)
{
    const struct rir_func *f = &p->m->funcs.data[p->func];
    if (!operand_follows(p))
        return;
    do {
        bool known = p->args.len < f->nresults;
        operand(p, known ? exactly(f->results[p->args.len]) : any);
    } while (rir_parse_accept(p, ','));
}

static void parse_cond(struct parser *p)
{
    operand(p, exactly((struct rir_scalar){1, RIR_INT}));
    rir_parse_expect(p, ',');
    block(p);
    rir_parse_expect(p, ',');
    block(p);
}

static void parse_switch(struct parser *p, struct rir_insn *in)
{
    operand(p, by_default((struct rir_scalar){32, RIR_INT}));
    rir_parse_expect(p, ',');
    block(p);
    rir_parse_accept(p, ',');
    while (rir_parse_accept(p, '[')) {
        int64_t value = (int64_t)rir_parse_number(p);
        vec_push(&p->cases, value);
        rir_parse_expect(p, ':');
        block(p);
        rir_parse_expect(p, ']');
        rir_parse_accept(p, ',');
    }
    in->cases = p->cases.data;
}

static void parse_goto(struct parser *p)
{
    operand(p, exactly(ptr(p)));
    rir_parse_expect(p, ',');
    bool bracket = rir_parse_accept(p, '[');
    do
        block(p);
    while (rir_parse_accept(p, ','));
    if (bracket)
        rir_parse_expect(p, ']');
}

void rir_parse_op(struct parser *p, struct rir_insn *in)
{
    switch (in->op) {
    case RIR_STACK:
        parse_stack(p, in);
        break;
    case RIR_FIELD:
        parse_field(p, in);
        break;
    case RIR_ELEM:
        parse_elem(p, in);
        break;
    case RIR_OFFSET:
        parse_offset(p);
        break;
    case RIR_LOAD:
    case RIR_READ:
    case RIR_VAARG:
        parse_load(p);
        break;
    case RIR_STORE:
    case RIR_WRITE:
        parse_store(p);
        break;
    case RIR_COPY:
    case RIR_FILL:
        parse_copy(p, in->op);
        break;
    case RIR_RMW:
        parse_rmw(p, in);
        break;
    case RIR_CAS:
        parse_cas(p);
        break;
    case RIR_PHI:
        parse_phi(p);
        break;
    case RIR_SELECT:
        parse_select(p);
        break;
    case RIR_BIN:
        parse_bin(p);
        break;
    case RIR_UN:
        parse_un(p);
        break;
    case RIR_CMP:
        parse_cmp(p, in);
        break;
    case RIR_CALL:
        parse_call(p, in);
        break;
    case RIR_CALLI:
        parse_calli(p, in);
        break;
    case RIR_OPAQUE:
        parse_opaque(p, in);
        break;
    case RIR_START:
        parse_start(p, in);
        break;
    case RIR_RET:
        parse_ret(p);
        break;
    case RIR_BR:
        block(p);
        break;
    case RIR_COND:
        parse_cond(p);
        break;
    case RIR_SWITCH:
        parse_switch(p, in);
        break;
    case RIR_GOTO:
        parse_goto(p);
        break;
    case RIR_UNREACHABLE:
        break;
    default:
        parse_model_op(p, in);
        break;
    }
}
