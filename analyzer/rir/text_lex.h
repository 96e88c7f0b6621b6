/* The lexer of the text form: the whole input as an array of tokens. */
#ifndef FBP_RIR_TEXT_LEX_H
#define FBP_RIR_TEXT_LEX_H

#include "base/intern.h"
#include "rir/text.h"

enum rir_token_kind {
    TOK_END,
    TOK_WORD,   /* load, i32, fbp.reads: text */
    TOK_NUMBER, /* 5, -5, 0xff: num, read as 64 bits */
    TOK_REAL,   /* 1.5: real */
    TOK_STRING, /* "...": text, len (may contain NUL) */
    TOK_VALUE,  /* %x: text without the sign; the next two likewise */
    TOK_SYMBOL, /* @x or @"x" */
    TOK_TYPE,   /* $x or $x.field */
    TOK_ARROW,  /* -> */
    TOK_MORE,   /* ... */
    TOK_PUNCT,  /* one of ( ) [ ] { } , : = + - ! */
};

struct rir_token {
    uint8_t kind; /* enum rir_token_kind */
    char punct;
    bool first; /* on its line */
    uint32_t line, col;
    uint32_t len;
    const char *text; /* interned */
    union {
        int64_t num;
        double real;
    };
};

struct rir_tokens {
    VEC(struct rir_token) list; /* ends with TOK_END */
    struct intern words;
};

/* False and *err filled in on a character or string that is not RIR text. */
bool rir_lex(const char *text, size_t len, struct rir_tokens *out, struct rir_error *err);
void rir_tokens_free(struct rir_tokens *t);

#endif
