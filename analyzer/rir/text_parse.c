/* The parser of the text form, top level. Grammar: docs/rir.md.
 *
 * Recursive descent over an array of tokens, in three passes, so that everything may be used before
 * it is declared: (1) the names of types and symbols get their indices, in the order of the text;
 * (2) types, globals and the heads of functions are read, bodies are skipped; (3) bodies are read,
 * each after a look at its labels and value names. The first error ends it, by longjmp to
 * rir_text_parse, which is the only owner of what was built until then. */
#include "rir/text_parse.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const struct rir_token *rir_parse_peek(const struct parser *p)
{
    return &p->tokens.list.data[p->at];
}

const struct rir_token *rir_parse_next(struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind != TOK_END)
        p->at++;
    return t;
}

_Noreturn void rir_parse_fail(struct parser *p, const struct rir_token *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(p->err->text, sizeof p->err->text, fmt, ap);
    va_end(ap);
    p->err->line = t->line;
    p->err->col = t->col;
    longjmp(p->failed, 1);
}

static void describe(const struct rir_token *t, char *out, size_t size)
{
    static const char sigil[] = {[TOK_VALUE] = '%', [TOK_SYMBOL] = '@', [TOK_TYPE] = '$'};
    switch (t->kind) {
    case TOK_END:
        snprintf(out, size, "the end of the text");
        break;
    case TOK_WORD:
        snprintf(out, size, "'%.60s'", t->text);
        break;
    case TOK_NUMBER:
        snprintf(out, size, "the number %lld", (long long)t->num);
        break;
    case TOK_REAL:
        snprintf(out, size, "the number %g", t->real);
        break;
    case TOK_STRING:
        snprintf(out, size, "a string");
        break;
    case TOK_ARROW:
        snprintf(out, size, "'->'");
        break;
    case TOK_MORE:
        snprintf(out, size, "'...'");
        break;
    case TOK_PUNCT:
        snprintf(out, size, "'%c'", t->punct);
        break;
    default:
        snprintf(out, size, "'%c%.60s'", sigil[t->kind], t->text);
        break;
    }
}

_Noreturn void rir_parse_expected(struct parser *p, const char *what)
{
    char found[80];
    describe(rir_parse_peek(p), found, sizeof found);
    rir_parse_fail(p, rir_parse_peek(p), "expected %s, found %s", what, found);
}

bool rir_parse_is(const struct parser *p, char punct)
{
    const struct rir_token *t = rir_parse_peek(p);
    return t->kind == TOK_PUNCT && t->punct == punct;
}

bool rir_parse_accept(struct parser *p, char punct)
{
    if (!rir_parse_is(p, punct))
        return false;
    p->at++;
    return true;
}

void rir_parse_expect(struct parser *p, char punct)
{
    char what[] = {'\'', punct, '\'', '\0'};
    if (!rir_parse_accept(p, punct))
        rir_parse_expected(p, what);
}

bool rir_parse_is_word(const struct parser *p, const char *word)
{
    const struct rir_token *t = rir_parse_peek(p);
    return t->kind == TOK_WORD && strcmp(t->text, word) == 0;
}

bool rir_parse_accept_word(struct parser *p, const char *word)
{
    if (!rir_parse_is_word(p, word))
        return false;
    p->at++;
    return true;
}

const char *rir_parse_string(struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind != TOK_STRING)
        rir_parse_expected(p, "a string in quotes");
    if (memchr(t->text, '\0', t->len) != NULL)
        rir_parse_fail(p, t, "expected a string without NUL");
    p->at++;
    return t->text;
}

uint64_t rir_parse_number(struct parser *p)
{
    if (rir_parse_peek(p)->kind != TOK_NUMBER)
        rir_parse_expected(p, "a number");
    return (uint64_t)rir_parse_next(p)->num;
}

static uint32_t small_number(struct parser *p, uint32_t max, const char *what)
{
    const struct rir_token *t = rir_parse_peek(p);
    uint64_t v = rir_parse_number(p);
    if (v > max)
        rir_parse_fail(p, t, "expected %s of at most %u", what, max);
    return (uint32_t)v;
}

uint32_t rir_parse_type_ref(struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    uint32_t type;
    if (t->kind != TOK_TYPE)
        rir_parse_expected(p, "a type such as $1");
    if (!map_get(&p->types, RIR_KEY(t->text), &type))
        rir_parse_fail(p, t, "there is no type $%s", t->text);
    p->at++;
    return type;
}

bool rir_parse_scalar(struct parser *p, struct rir_scalar *t)
{
    const struct rir_token *token = rir_parse_peek(p);
    if (token->kind != TOK_WORD || !rir_scalar_named(token->text, p->m->ptr_bits, t))
        return false;
    p->at++;
    return true;
}

void rir_parse_results(struct parser *p)
{
    struct rir_scalar t;
    p->results.len = 0;
    if (rir_parse_accept_word(p, "void"))
        return;
    bool several = rir_parse_accept(p, '(');
    do {
        if (!rir_parse_scalar(p, &t))
            rir_parse_expected(p, "a machine type (i32, ptr, f64, b128, void)");
        vec_push(&p->results, t);
    } while (several && rir_parse_accept(p, ','));
    if (several)
        rir_parse_expect(p, ')');
}

struct rir_pos rir_parse_pos(struct parser *p, const char *file)
{
    struct rir_pos pos = {.file = file};
    if (rir_parse_peek(p)->kind == TOK_STRING) {
        pos.file = rir_parse_string(p);
        if (*pos.file == '\0')
            pos.file = NULL;
        rir_parse_expect(p, ':');
    }
    pos.line = small_number(p, UINT32_MAX - 1, "a line");
    rir_parse_expect(p, ':');
    pos.col = small_number(p, UINT32_MAX - 1, "a column");
    return pos;
}

static bool argpos_number(struct parser *p, struct rir_argpos *pos)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind != TOK_NUMBER || t[1].kind != TOK_PUNCT || t[1].punct != ':')
        return false;
    pos->cpos = (uint16_t)small_number(p, UINT16_MAX, "a position");
    rir_parse_expect(p, ':');
    return true;
}

struct rir_argpos rir_parse_argpos(struct parser *p, uint16_t previous)
{
    struct rir_argpos pos = {0};
    bool given = argpos_number(p, &pos);
    for (;;) {
        if (rir_parse_accept_word(p, "sret"))
            pos.flags |= RIR_ARG_SRET;
        else if (rir_parse_accept_word(p, "byval"))
            pos.flags |= RIR_ARG_BYVAL;
        else
            break;
    }
    given = argpos_number(p, &pos) || given;
    if (!given)
        pos.cpos = (pos.flags & RIR_ARG_SRET) != 0 ? 0 : (uint16_t)(previous + 1);
    return pos;
}

const char *rir_parse_name(struct parser *p, const struct rir_word *flags)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind == TOK_STRING)
        return rir_parse_string(p);
    bool attribute =
        t->kind == TOK_WORD && flags != NULL &&
        (t->first || rir_word_bit(flags, t->text) != 0 || strcmp(t->text, "size") == 0);
    if (t->kind != TOK_WORD || attribute)
        return NULL;
    p->at++;
    return t->text;
}

/* ---- the passes ---- */

static void register_type(struct parser *p, const struct rir_token *t, uint32_t *n)
{
    uint32_t old;
    if (map_get(&p->types, RIR_KEY(t->text), &old))
        rir_parse_fail(p, t, "type $%s is declared twice", t->text);
    if (strchr(t->text, '.') != NULL)
        rir_parse_fail(p, t, "expected a type name without '.'");
    map_put(&p->types, RIR_KEY(t->text), (*n)++);
}

static void register_symbol(struct parser *p, const struct rir_token *t, bool function)
{
    uint32_t old;
    if (map_get(&p->symbols, RIR_KEY(t->text), &old))
        rir_parse_fail(p, t, "@%s is declared twice (functions and globals share one name space)",
                       t->text);
    map_put(&p->symbols, RIR_KEY(t->text), p->nsymbols[function]++ * 2 + function);
}

/* Pass 1: names outside of braces. */
static void register_names(struct parser *p)
{
    uint32_t ntypes = 0, depth = 0;
    for (const struct rir_token *t = p->tokens.list.data; t->kind != TOK_END; t++) {
        if (t->kind == TOK_PUNCT && t->punct == '{')
            depth++;
        if (t->kind == TOK_PUNCT && t->punct == '}' && depth > 0)
            depth--;
        if (t->kind != TOK_WORD || depth != 0)
            continue;
        if (strcmp(t->text, "type") == 0 && t[1].kind == TOK_TYPE)
            register_type(p, &t[1], &ntypes);
        else if (t[1].kind == TOK_SYMBOL && strcmp(t->text, "global") == 0)
            register_symbol(p, &t[1], false);
        else if (t[1].kind == TOK_SYMBOL &&
                 (strcmp(t->text, "declare") == 0 || strcmp(t->text, "define") == 0))
            register_symbol(p, &t[1], true);
    }
}

static void parse_target(struct parser *p)
{
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind == TOK_STRING)
        p->m->target = intern_str(&p->m->strings, rir_parse_string(p));
    if (!rir_parse_accept_word(p, "ptr"))
        return;
    if (p->m->types.len + p->m->globals.len + p->m->funcs.len != 0)
        rir_parse_fail(p, t, "expected 'target' before everything else");
    p->m->ptr_bits = (uint16_t)small_number(p, 128, "a pointer width in bits");
}

static void parse_top(struct parser *p)
{
    if (rir_parse_accept_word(p, "target")) {
        parse_target(p);
    } else if (rir_parse_accept_word(p, "file")) {
        const char *file = intern_str(&p->m->strings, rir_parse_string(p));
        vec_push(&p->m->files, file);
    } else if (rir_parse_accept_word(p, "type")) {
        rir_parse_type(p);
    } else if (rir_parse_accept_word(p, "global")) {
        rir_parse_global(p);
    } else if (rir_parse_accept_word(p, "declare")) {
        rir_parse_func(p, false);
    } else if (rir_parse_accept_word(p, "define")) {
        rir_parse_func(p, true);
    } else {
        rir_parse_expected(p, "'target', 'file', 'type', 'global', 'declare' or 'define'");
    }
}

static void parse_module(struct parser *p)
{
    register_names(p);
    while (rir_parse_peek(p)->kind != TOK_END)
        parse_top(p);
    rir_parse_sizes(p);
    for (uint32_t i = 0; i < p->bodies.len; i++) {
        if (p->bodies.data[i].open != RIR_NONE)
            rir_parse_body(p, i);
    }
}

static void parser_free(struct parser *p)
{
    if (p->b != NULL)
        rir_build_abandon(p->b);
    rir_tokens_free(&p->tokens);
    map_free(&p->types);
    map_free(&p->symbols);
    map_free(&p->values);
    map_free(&p->labels);
    vec_free(&p->bodies);
    vec_free(&p->param_labels);
    vec_free(&p->fields);
    vec_free(&p->init);
    vec_free(&p->params);
    vec_free(&p->results);
    vec_free(&p->args);
    vec_free(&p->blocks);
    vec_free(&p->cases);
    vec_free(&p->pos);
    vec_free(&p->checks);
    free(p);
}

struct rir_module *rir_text_parse(const char *name, const char *text, size_t len,
                                  struct rir_error *err)
{
    struct parser *p = calloc(1, sizeof *p);
    if (p == NULL)
        abort();
    p->err = err;
    *err = (struct rir_error){0};
    p->m = rir_module_new(name, 64);
    bool ok = rir_lex(text, len, &p->tokens, err);
    if (ok) {
        if (setjmp(p->failed) == 0)
            parse_module(p);
        else
            ok = false;
    }
    struct rir_module *m = p->m;
    parser_free(p);
    if (ok)
        return m;
    rir_module_free(m);
    return NULL;
}
