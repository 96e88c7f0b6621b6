/* Declarations of the text form: types, globals, heads of functions. Attributes may come in any
 * order and be separated by commas. */
#include <stdlib.h>
#include <string.h>

#include "rir/text_parse.h"

/* ---- types ---- */

/* Members { "next" $3 @0 shared "why", $1 @8 } or parameters ("n" $1, $2, ...). */
static void parse_field(struct parser *p, bool member)
{
    struct rir_field f = {.name = rir_parse_name(p, NULL), .type = RIR_NONE};
    if (!rir_parse_accept(p, '-'))
        f.type = rir_parse_type_ref(p);
    const struct rir_token *t = rir_parse_peek(p);
    if (member && t->kind == TOK_SYMBOL) { /* @8 */
        char *end;
        f.offset = strtoull(t->text, &end, 0);
        if (*end != '\0')
            rir_parse_expected(p, "a byte offset such as @8");
        p->at++;
    } else if (member && rir_parse_accept(p, '+')) {
        f.offset = rir_parse_number(p);
    }
    for (;;) {
        if (rir_parse_accept_word(p, "shared")) {
            f.flags |= RIR_FIELD_SHARED;
            if (rir_parse_peek(p)->kind == TOK_STRING)
                f.why = rir_parse_string(p);
        } else if (rir_parse_accept_word(p, "channel")) {
            f.flags |= RIR_FIELD_CHANNEL;
        } else {
            break;
        }
    }
    vec_push(&p->fields, f);
}

static void parse_fields(struct parser *p, struct rir_type *t, char close)
{
    while (!rir_parse_is(p, close)) {
        if (rir_parse_peek(p)->kind == TOK_MORE) {
            rir_parse_next(p);
            t->variadic = true;
        } else {
            parse_field(p, close == '}');
        }
        if (!rir_parse_accept(p, ','))
            break;
    }
    rir_parse_expect(p, close);
}

static void parse_type_shape(struct parser *p, struct rir_type *t)
{
    bool composite = t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION;
    if (t->kind == RIR_T_ARRAY)
        t->size = RIR_SIZE_DEFAULT;
    else if (t->kind == RIR_T_PTR)
        t->size = p->m->ptr_bits / 8;
    else
        t->name = rir_parse_name(p, rir_type_flag_words);
    if (rir_parse_peek(p)->kind == TOK_NUMBER)
        t->size = rir_parse_number(p);
    if (!composite && rir_parse_peek(p)->kind == TOK_TYPE)
        t->elem = rir_parse_type_ref(p);
    if (t->kind == RIR_T_ARRAY && rir_parse_accept_word(p, "x"))
        t->count = rir_parse_number(p);
    if (composite && rir_parse_accept(p, '{'))
        parse_fields(p, t, '}');
    else if (composite)
        t->flags |= RIR_TYPE_OPAQUE;
    if (t->kind == RIR_T_FUNC && rir_parse_accept(p, '('))
        parse_fields(p, t, ')');
}

void rir_parse_type(struct parser *p)
{
    uint32_t self = rir_parse_type_ref(p);
    rir_parse_expect(p, '=');
    const struct rir_token *word = rir_parse_peek(p);
    int kind = word->kind == TOK_WORD ? rir_word_index(rir_type_kind_words, word->text) : -1;
    if (kind < 0)
        rir_parse_expected(
            p, "void, int, float, ptr, array, struct, union, func or typedef after '='");
    rir_parse_next(p);
    struct rir_type t = {.kind = (uint8_t)kind, .elem = RIR_NONE};
    p->fields.len = 0;
    parse_type_shape(p, &t);
    for (rir_parse_accept(p, ',');; rir_parse_accept(p, ',')) {
        const struct rir_token *a = rir_parse_peek(p);
        uint32_t flag = a->kind == TOK_WORD ? rir_word_bit(rir_type_flag_words, a->text) : 0;
        if (flag != 0) {
            rir_parse_next(p);
            t.flags |= flag;
        } else if (rir_parse_accept_word(p, "size")) {
            t.size = rir_parse_number(p);
        } else if (rir_parse_accept_word(p, "name")) {
            t.name = rir_parse_string(p);
        } else {
            break;
        }
    }
    t.fields = p->fields.data;
    t.nfields = p->fields.len;
    uint32_t added = rir_add_type(p->m, &t);
    if (added != self)
        rir_parse_fail(p, word, "expected types outside of other declarations");
}

/* ---- what globals and functions have in common ---- */

struct symbol {
    const char **source, **alias;
    struct rir_pos *pos;
    uint8_t *linkage;
};

static const char *default_file(const struct parser *p)
{
    return p->m->files.len == 0 ? NULL : p->m->files.data[0];
}

static const char *parse_symbol_name(struct parser *p)
{
    if (rir_parse_peek(p)->kind != TOK_SYMBOL)
        rir_parse_expected(p, "a name such as @x");
    return rir_parse_next(p)->text;
}

static bool parse_symbol_attribute(struct parser *p, struct symbol s)
{
    const struct rir_token *t = rir_parse_peek(p);
    int linkage = t->kind == TOK_WORD ? rir_word_index(rir_linkage_words, t->text) : -1;
    if (linkage >= 0) {
        rir_parse_next(p);
        *s.linkage = (uint8_t)linkage;
    } else if (rir_parse_accept_word(p, "at")) {
        *s.pos = rir_parse_pos(p, default_file(p));
    } else if (rir_parse_accept_word(p, "source")) {
        *s.source = rir_parse_string(p);
    } else if (rir_parse_accept_word(p, "alias")) {
        *s.alias = parse_symbol_name(p);
    } else {
        return false;
    }
    return true;
}

static uint32_t accept_flag(struct parser *p, const struct rir_word *words)
{
    const struct rir_token *t = rir_parse_peek(p);
    uint32_t bit = t->kind == TOK_WORD ? rir_word_bit(words, t->text) : 0;
    if (bit != 0)
        rir_parse_next(p);
    return bit;
}

/* ---- globals ---- */

static void parse_init(struct parser *p)
{
    rir_parse_expect(p, '{');
    while (!rir_parse_is(p, '}')) {
        struct rir_init i = {.offset = rir_parse_number(p)};
        rir_parse_expect(p, ':');
        const struct rir_token *t = rir_parse_peek(p);
        uint32_t symbol;
        const char *name = parse_symbol_name(p);
        if (!map_get(&p->symbols, RIR_KEY(name), &symbol))
            rir_parse_fail(p, t, "there is no @%s; declare it", name);
        i.is_func = (symbol & 1) != 0;
        i.target = symbol / 2;
        if (rir_parse_accept(p, '+') || rir_parse_peek(p)->kind == TOK_NUMBER)
            i.addend = (int64_t)rir_parse_number(p);
        else if (rir_parse_accept(p, '-'))
            i.addend = (int64_t)(0 - rir_parse_number(p));
        vec_push(&p->init, i);
        if (!rir_parse_accept(p, ','))
            break;
    }
    rir_parse_expect(p, '}');
}

static void parse_global_attributes(struct parser *p, struct rir_global *g)
{
    struct symbol s = {&g->source, &g->alias, &g->pos, &g->linkage};
    for (rir_parse_accept(p, ',');; rir_parse_accept(p, ',')) {
        uint32_t flag = accept_flag(p, rir_global_flag_words);
        if (flag != 0) {
            g->flags |= flag;
        } else if (rir_parse_accept_word(p, "size")) {
            g->size = rir_parse_number(p);
        } else if (rir_parse_accept_word(p, "align")) {
            g->align = (uint32_t)rir_parse_number(p);
        } else if (rir_parse_accept_word(p, "decl")) {
            g->flags &= ~(uint32_t)RIR_GLOBAL_DEFINED;
        } else if (rir_parse_accept_word(p, "shared")) {
            g->flags |= RIR_GLOBAL_SHARED;
            if (rir_parse_peek(p)->kind == TOK_STRING)
                g->why = rir_parse_string(p);
        } else if (rir_parse_accept_word(p, "init")) {
            parse_init(p);
        } else if (rir_parse_accept_word(p, "data")) {
            const struct rir_token *t = rir_parse_peek(p);
            if (t->kind != TOK_STRING)
                rir_parse_expected(p, "the bytes as a string in quotes");
            g->data = arena_copy(&p->m->arena, t->text, t->len);
            g->ndata = t->len;
            rir_parse_next(p);
        } else if (!parse_symbol_attribute(p, s)) {
            return;
        }
    }
}

void rir_parse_global(struct parser *p)
{
    struct rir_global g = {.name = parse_symbol_name(p),
                           .flags = RIR_GLOBAL_DEFINED,
                           .type = RIR_NONE,
                           .size = RIR_SIZE_DEFAULT};
    rir_parse_accept(p, ':');
    if (rir_parse_peek(p)->kind == TOK_TYPE)
        g.type = rir_parse_type_ref(p);
    p->init.len = 0;
    parse_global_attributes(p, &g);
    g.init = p->init.data;
    g.ninit = p->init.len;
    rir_add_global(p->m, &g);
}

void rir_parse_sizes(struct parser *p)
{
    VEC(uint32_t) arrays = {0};
    for (uint32_t i = 0; i < p->m->types.len; i++) {
        if (p->m->types.data[i].size != RIR_SIZE_DEFAULT)
            continue;
        p->m->types.data[i].size = 0; /* rir_type_size then looks at the elements */
        vec_push(&arrays, i);
    }
    for (uint32_t i = 0; i < arrays.len; i++) {
        struct rir_type *t = &p->m->types.data[arrays.data[i]];
        t->size = t->count * rir_type_size(p->m, t->elem);
    }
    vec_free(&arrays);
    for (uint32_t i = 0; i < p->m->globals.len; i++) {
        struct rir_global *g = &p->m->globals.data[i];
        if (g->size == RIR_SIZE_DEFAULT)
            g->size = rir_type_size(p->m, g->type);
    }
}

/* ---- functions ---- */

static void parse_param(struct parser *p, uint16_t previous)
{
    struct rir_param param = {.value = RIR_NONE, .src = RIR_NONE};
    char buffer[128];
    param.pos = rir_parse_argpos(p, previous);
    vec_push(&p->param_labels, rir_parse_peek(p)->kind == TOK_VALUE ? p->at : RIR_NONE);
    if (rir_parse_peek(p)->kind == TOK_VALUE) {
        const char *label = rir_parse_next(p)->text;
        const char *name = rir_label_variable(label, buffer, sizeof buffer);
        param.name = intern_str(&p->m->strings, name);
        rir_parse_accept(p, ':');
    }
    if (!rir_parse_scalar(p, &param.type))
        rir_parse_expected(p, "a machine type (i32, ptr, f64, b128)");
    for (;;) {
        if (rir_parse_peek(p)->kind == TOK_STRING) {
            param.name = rir_parse_string(p);
            if (*param.name == '\0')
                param.name = NULL;
        } else if (rir_parse_peek(p)->kind == TOK_TYPE) {
            param.src = rir_parse_type_ref(p);
        } else {
            break;
        }
    }
    vec_push(&p->params, param);
}

static void parse_params(struct parser *p, struct rir_func *f)
{
    rir_parse_expect(p, '(');
    uint16_t previous = 0;
    while (!rir_parse_is(p, ')')) {
        if (rir_parse_peek(p)->kind == TOK_MORE) {
            rir_parse_next(p);
            f->flags |= RIR_FUNC_VARIADIC;
        } else if (!rir_parse_accept_word(p, "void")) {
            parse_param(p, previous);
            struct rir_argpos pos = p->params.data[p->params.len - 1].pos;
            if ((pos.flags & RIR_ARG_SRET) == 0)
                previous = pos.cpos;
            if (pos.cpos > f->ncparams)
                f->ncparams = pos.cpos;
        }
        if (!rir_parse_accept(p, ','))
            break;
    }
    rir_parse_expect(p, ')');
    f->params = p->params.data;
    f->nparams = p->params.len;
}

static void parse_ann_argument(struct parser *p, struct rir_ann *a, char what, bool *second)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (what == 'n' || what == 'o' || what == 'i') {
        uint64_t v = rir_parse_number(p);
        if ((int64_t)v < 0 || v > INT16_MAX)
            rir_parse_fail(p, t, "expected a number of at most %d", INT16_MAX);
        *(*second ? &a->b : &a->a) = (int16_t)v;
        *second = true;
    } else if (what == 'w') {
        int when = rir_word_index(rir_when_words, rir_parse_string(p));
        if (when < 0)
            rir_parse_fail(p, t,
                           "expected \"zero\", \"nonzero\", \"null\", \"nonnull\", "
                           "\"negative\" or \"nonnegative\"");
        a->when = (uint8_t)when;
    } else {
        a->text = rir_parse_string(p);
    }
}

static void parse_ann(struct parser *p, struct rir_func *f)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind != TOK_WORD)
        rir_parse_expected(p, "an annotation such as fbp.reads(1)");
    int kind = rir_ann_named(t->text);
    if (kind < 0)
        kind = rir_ann_named(arena_printf(&p->tokens.words.arena, "fbp.%s", t->text));
    if (kind < 0)
        rir_parse_expected(p, "an annotation such as fbp.reads(1)");
    rir_parse_next(p);
    struct rir_ann a = {.kind = (uint8_t)kind};
    const char *args = rir_ann_args(a.kind);
    bool open = *args != '\0' || rir_parse_is(p, '('), second = false;
    if (open)
        rir_parse_expect(p, '(');
    for (const char *c = args; *c != '\0'; c++) {
        if (c != args)
            rir_parse_expect(p, ',');
        parse_ann_argument(p, &a, *c, &second);
    }
    if (open)
        rir_parse_expect(p, ')');
    a.model = rir_parse_accept_word(p, "model");
    rir_add_ann(p->m, f, &a);
}

static void parse_func_attributes(struct parser *p, struct rir_func *f)
{
    struct symbol s = {&f->source, &f->alias, &f->pos, &f->linkage};
    for (rir_parse_accept(p, ',');; rir_parse_accept(p, ',')) {
        uint32_t flag = accept_flag(p, rir_func_flag_words);
        if (flag != 0) {
            f->flags |= flag;
        } else if (rir_parse_accept_word(p, "cparams")) {
            f->ncparams = (uint32_t)rir_parse_number(p);
        } else if (rir_parse_accept_word(p, "ann")) {
            parse_ann(p, f);
        } else if (rir_parse_accept(p, ':')) {
            f->type = rir_parse_type_ref(p);
        } else if (!parse_symbol_attribute(p, s)) {
            return;
        }
    }
}

/* Skips a body, from its '{' to behind its '}'. */
static void skip_body(struct parser *p)
{
    const struct rir_token *open = rir_parse_peek(p);
    uint32_t depth = 0;
    do {
        if (rir_parse_peek(p)->kind == TOK_END)
            rir_parse_fail(p, open, "this '{' has no '}'");
        if (rir_parse_is(p, '{'))
            depth++;
        if (rir_parse_is(p, '}'))
            depth--;
        rir_parse_next(p);
    } while (depth > 0);
}

void rir_parse_func(struct parser *p, bool define)
{
    struct rir_func f = {.name = parse_symbol_name(p), .type = RIR_NONE};
    struct rir_body body = {RIR_NONE, p->param_labels.len};
    p->params.len = p->results.len = 0;
    parse_params(p, &f);
    if (rir_parse_peek(p)->kind == TOK_ARROW) {
        rir_parse_next(p);
        rir_parse_results(p);
    }
    f.results = p->results.data;
    f.nresults = p->results.len;
    parse_func_attributes(p, &f);
    rir_add_func(p->m, &f);
    if (define && !rir_parse_is(p, '{'))
        rir_parse_expected(p, "an attribute or '{'");
    if (define)
        body.open = p->at;
    vec_push(&p->bodies, body);
    if (define)
        skip_body(p);
}
