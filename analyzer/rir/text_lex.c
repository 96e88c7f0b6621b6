/* Turns text into tokens. Comments run from ';', '#' or '//' to the end of the line. Words and
 * names are interned, so that labels can be looked up by address. Strings know the escapes \n \t \"
 * \\ and \hh (two hexadecimal digits), in which any byte can be written. */
#include "rir/text_lex.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct lexer {
    const char *at, *end;
    const char *line_start;
    uint32_t line;
    bool first;
    struct rir_tokens *out;
    struct rir_error *err;
    VEC(char) buffer;
};

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek(const struct lexer *l, size_t ahead)
{
    return (size_t)(l->end - l->at) > ahead ? l->at[ahead] : '\0';
}

static bool lex_error(struct lexer *l, const char *where, const char *text)
{
    l->err->line = l->line;
    l->err->col = (uint32_t)(where - l->line_start) + 1;
    snprintf(l->err->text, sizeof l->err->text, "%s", text);
    return false;
}

static void skip_blank(struct lexer *l)
{
    for (; l->at < l->end; l->at++) {
        char c = *l->at;
        if (c == '\n') {
            l->line++;
            l->line_start = l->at + 1;
            l->first = true;
        } else if (c == ';' || c == '#' || (c == '/' && peek(l, 1) == '/')) {
            while (l->at + 1 < l->end && l->at[1] != '\n')
                l->at++;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

static void push(struct lexer *l, struct rir_token t, const char *start)
{
    t.line = l->line;
    t.col = (uint32_t)(start - l->line_start) + 1;
    t.first = l->first;
    l->first = false;
    vec_push(&l->out->list, t);
}

static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads a string whose opening quote is at l->at into l->buffer. */
static bool read_quoted(struct lexer *l)
{
    const char *open = l->at++;
    l->buffer.len = 0;
    for (; l->at < l->end && *l->at != '"' && *l->at != '\n'; l->at++) {
        char c = *l->at;
        if (c == '\\') {
            int high = hex(peek(l, 1)), low = hex(peek(l, 2));
            char e = peek(l, 1);
            if (e == 'n' || e == 't' || e == '"' || e == '\\') {
                c = e == 'n' ? '\n' : e == 't' ? '\t' : e;
                l->at++;
            } else if (high >= 0 && low >= 0) {
                c = (char)(high * 16 + low);
                l->at += 2;
            } else {
                return lex_error(l, l->at, "unknown escape; expected \\n, \\t, \\\", \\\\ or \\hh");
            }
        }
        vec_push(&l->buffer, c);
    }
    if (l->at == l->end || *l->at != '"')
        return lex_error(l, open, "this string has no closing quote");
    l->at++;
    vec_push(&l->buffer, '\0');
    l->buffer.len--;
    return true;
}

static bool buffer_has_nul(const struct lexer *l)
{
    return memchr(l->buffer.data, '\0', l->buffer.len) != NULL;
}

static bool lex_string(struct lexer *l)
{
    const char *start = l->at;
    uint32_t line = l->line;
    if (!read_quoted(l))
        return false;
    struct rir_token t = {.kind = TOK_STRING, .len = l->buffer.len};
    if (buffer_has_nul(l)) {
        char *copy = arena_alloc(&l->out->words.arena, (size_t)l->buffer.len + 1);
        memcpy(copy, l->buffer.data, l->buffer.len);
        t.text = copy;
    } else {
        t.text = intern_n(&l->out->words, l->buffer.data, l->buffer.len);
    }
    l->line = line;
    push(l, t, start);
    return true;
}

/* %name, @name, @"name", $name */
static bool lex_sigil(struct lexer *l)
{
    const char *start = l->at;
    struct rir_token t = {.kind = *start == '%'   ? TOK_VALUE
                                  : *start == '@' ? TOK_SYMBOL
                                                  : TOK_TYPE};
    l->at++;
    if (*start == '@' && peek(l, 0) == '"') {
        if (!read_quoted(l))
            return false;
        if (l->buffer.len == 0 || buffer_has_nul(l))
            return lex_error(l, start, "expected a name without NUL between the quotes");
        t.text = intern_n(&l->out->words, l->buffer.data, l->buffer.len);
    } else {
        const char *name = l->at;
        while (l->at < l->end && is_name_char(*l->at))
            l->at++;
        if (l->at == name)
            return lex_error(l, start, "expected a name after '%', '@' or '$'");
        t.text = intern_n(&l->out->words, name, (size_t)(l->at - name));
    }
    push(l, t, start);
    return true;
}

static bool lex_number(struct lexer *l)
{
    const char *start = l->at;
    bool negative = *start == '-';
    if (negative)
        l->at++;
    bool hexadecimal = peek(l, 0) == '0' && (peek(l, 1) == 'x' || peek(l, 1) == 'X');
    if (hexadecimal)
        l->at += 2;
    const char *digits = l->at;
    bool real = false;
    for (; l->at < l->end; l->at++) {
        char c = *l->at;
        bool exponent_sign = (c == '-' || c == '+') && real && (l->at[-1] == 'e');
        if (!hexadecimal && (c == '.' || c == 'e') && peek(l, 1) != '.')
            real = true;
        else if (!(hexadecimal ? hex(c) >= 0 : is_digit(c)) && !exponent_sign)
            break;
    }
    char text[64];
    size_t n = (size_t)(l->at - digits);
    if (n == 0 || n >= sizeof text)
        return lex_error(l, start, "this is not a number");
    memcpy(text, digits, n);
    text[n] = '\0';
    struct rir_token t = {.kind = real ? TOK_REAL : TOK_NUMBER};
    char *end;
    errno = 0;
    if (real) {
        double v = strtod(text, &end);
        t.real = negative ? -v : v;
    } else {
        uint64_t v = strtoull(text, &end, hexadecimal ? 16 : 10);
        t.num = (int64_t)(negative ? 0 - v : v);
    }
    if (*end != '\0' || (!real && errno == ERANGE))
        return lex_error(l, start, "this is not a number of at most 64 bits");
    push(l, t, start);
    return true;
}

static bool lex_punct(struct lexer *l)
{
    const char *start = l->at;
    if (*start == '-' && peek(l, 1) == '>') {
        l->at += 2;
        push(l, (struct rir_token){.kind = TOK_ARROW}, start);
        return true;
    }
    if (*start == '.' && peek(l, 1) == '.' && peek(l, 2) == '.') {
        l->at += 3;
        push(l, (struct rir_token){.kind = TOK_MORE}, start);
        return true;
    }
    if (*start == '\0' || strchr("()[]{},:=+-!", *start) == NULL)
        return lex_error(l, start, "this character has no meaning in RIR text");
    l->at++;
    push(l, (struct rir_token){.kind = TOK_PUNCT, .punct = *start}, start);
    return true;
}

static bool lex_token(struct lexer *l)
{
    const char *start = l->at;
    char c = *start;
    if (is_digit(c) || (c == '-' && is_digit(peek(l, 1))))
        return lex_number(l);
    if (c == '"')
        return lex_string(l);
    if (c == '%' || c == '@' || c == '$')
        return lex_sigil(l);
    if (!is_name_char(c) || c == '.')
        return lex_punct(l);
    while (l->at < l->end && is_name_char(*l->at))
        l->at++;
    struct rir_token t = {.kind = TOK_WORD};
    t.text = intern_n(&l->out->words, start, (size_t)(l->at - start));
    push(l, t, start);
    return true;
}

bool rir_lex(const char *text, size_t len, struct rir_tokens *out, struct rir_error *err)
{
    struct lexer l = {.at = text, .end = text + len, .line_start = text, .line = 1, .first = true};
    l.out = out;
    l.err = err;
    bool ok = true;
    for (skip_blank(&l); ok && l.at < l.end; skip_blank(&l))
        ok = lex_token(&l);
    if (ok)
        push(&l, (struct rir_token){.kind = TOK_END}, l.at);
    vec_free(&l.buffer);
    return ok;
}

void rir_tokens_free(struct rir_tokens *t)
{
    vec_free(&t->list);
    intern_free(&t->words);
}
