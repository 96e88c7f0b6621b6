/* Bodies of functions: labels and value names first, so that instructions may refer forward, then
 * the instructions, block by block. Values get their numbers in the order of the text: parameters,
 * then results of instructions, then constants. */
#include "rir/text_parse.h"

bool rir_parse_is_definition(const struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    for (;;) {
        if (t->kind != TOK_VALUE)
            return false;
        t++;
        while (t->kind == TOK_STRING || t->kind == TOK_TYPE)
            t++;
        if (t->kind != TOK_PUNCT || t->punct != ',')
            return t->kind == TOK_PUNCT && t->punct == '=';
        t++;
    }
}

/* A label: a word or quoted string, then ':'. */
static bool is_label(const struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind != TOK_WORD && !(t->kind == TOK_STRING && t->first))
        return false;
    return t[1].kind == TOK_PUNCT && t[1].punct == ':';
}

/* Labels are looked up by spelling; b7 (a block without a name) and "b7" (of that name) differ. */
static uint64_t label_key(struct parser *p, const struct rir_token *t)
{
    if (t->kind == TOK_WORD || !rir_is_unnamed_block(t->text))
        return RIR_KEY(t->text);
    const char *quoted = arena_printf(&p->tokens.words.arena, "\"%s", t->text);
    return RIR_KEY(intern_str(&p->tokens.words, quoted));
}

static void declare_label(struct parser *p)
{
    const struct rir_token *t = rir_parse_next(p);
    uint32_t old;
    if (map_get(&p->labels, label_key(p, t), &old))
        rir_parse_fail(p, t, "block %s is there twice in this function", t->text);
    bool unnamed = t->kind == TOK_WORD && rir_is_unnamed_block(t->text);
    map_put(&p->labels, label_key(p, t), rir_build_block(p->b, unnamed ? NULL : t->text));
}

static void declare_value(struct parser *p, uint32_t value)
{
    const struct rir_token *t = rir_parse_next(p);
    uint32_t old;
    if (map_get(&p->values, RIR_KEY(t->text), &old))
        rir_parse_fail(p, t, "%%%s is defined twice in this function", t->text);
    map_put(&p->values, RIR_KEY(t->text), value);
}

static void declare_definition(struct parser *p)
{
    for (;;) {
        declare_value(p, rir_build_forward(p->b, (struct rir_scalar){p->m->ptr_bits, RIR_PTR}));
        while (rir_parse_peek(p)->kind != TOK_PUNCT)
            rir_parse_next(p);
        if (!rir_parse_accept(p, ','))
            return;
    }
}

static void declare_names(struct parser *p)
{
    uint32_t depth = 0;
    if (!is_label(p) && !rir_parse_is(p, '}')) { /* the first label may be left out */
        const char *entry = intern_str(&p->tokens.words, "entry");
        map_put(&p->labels, RIR_KEY(entry), rir_build_block(p->b, entry));
    }
    while (!rir_parse_is(p, '}')) {
        const struct rir_token *t = rir_parse_peek(p);
        if (depth == 0 && is_label(p)) {
            declare_label(p);
        } else if (depth == 0 && rir_parse_is_definition(p)) {
            declare_definition(p);
        } else {
            rir_parse_next(p);
            if (t->kind == TOK_PUNCT && (t->punct == '(' || t->punct == '['))
                depth++;
            else if (t->kind == TOK_PUNCT && depth > 0 && (t->punct == ')' || t->punct == ']'))
                depth--;
        }
    }
}

static void declare_params(struct parser *p, uint32_t first_label)
{
    for (uint32_t i = 0; i < p->m->funcs.data[p->func].nparams; i++) {
        uint32_t token = p->param_labels.data[first_label + i];
        if (token == RIR_NONE)
            continue;
        p->at = token;
        declare_value(p, rir_build_param(p->b, i));
    }
}

static void check_types(struct parser *p)
{
    for (uint32_t i = 0; i < p->checks.len; i++) {
        const struct rir_check *c = &p->checks.data[i];
        struct rir_scalar t = rir_build_type_of(p->b, c->value);
        char is[16], wanted[16];
        if (t.cls == c->type.cls && t.bits == c->type.bits)
            continue;
        const struct rir_token *token = &p->tokens.list.data[c->token];
        rir_parse_fail(p, token, "%%%s is of type %s, expected %s", token->text,
                       rir_scalar_name(t, is), rir_scalar_name(c->type, wanted));
    }
}

uint32_t rir_parse_block_ref(struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    uint32_t block;
    if (t->kind != TOK_WORD && t->kind != TOK_STRING)
        rir_parse_expected(p, "the label of a block");
    if (!map_get(&p->labels, label_key(p, t), &block))
        rir_parse_fail(p, t, "there is no block %s in this function", t->text);
    p->at++;
    return block;
}

void rir_parse_body(struct parser *p, uint32_t func)
{
    uint32_t open = p->bodies.data[func].open;
    p->func = func;
    p->b = rir_build_start(p->m, func);
    p->checks.len = 0;
    map_free(&p->values);
    map_free(&p->labels);
    declare_params(p, p->bodies.data[func].first_label);
    p->at = open + 1;
    declare_names(p);
    p->at = open + 1;
    if (!is_label(p) && !rir_parse_is(p, '}'))
        rir_build_at(p->b, 0);
    while (!rir_parse_accept(p, '}')) {
        if (is_label(p)) {
            rir_build_at(p->b, rir_parse_block_ref(p));
            rir_parse_expect(p, ':');
        } else {
            rir_parse_insn(p);
        }
    }
    check_types(p);
    struct rir_builder *b = p->b;
    p->b = NULL;
    rir_build_finish(b);
}
