/* Internal to the parser of the text form: its state, and the helpers its parts share. */
#ifndef FBP_RIR_TEXT_PARSE_H
#define FBP_RIR_TEXT_PARSE_H

#include <setjmp.h>

#include "base/map.h"
#include "rir/build.h"
#include "rir/text_lex.h"
#include "rir/text_tables.h"

struct parser {
    struct rir_module *m;
    struct rir_error *err;
    jmp_buf failed;
    struct rir_tokens tokens;
    uint32_t at; /* next token */

    struct map types;   /* name -> index; names are interned, the key is their address */
    struct map symbols; /* name -> index * 2 + (1 if a function) */
    uint32_t nsymbols[2];
    VEC(struct rir_body {
        uint32_t open;        /* token of its '{', RIR_NONE for a declaration */
        uint32_t first_label; /* of its first parameter, in param_labels */
    })
    bodies;                     /* per function */
    VEC(uint32_t) param_labels; /* tokens, RIR_NONE for a parameter without a label */

    /* collected while one declaration or instruction is read */
    VEC(struct rir_field) fields;
    VEC(struct rir_init) init;
    VEC(struct rir_param) params;
    VEC(struct rir_scalar) results;
    VEC(uint32_t) args;
    VEC(uint32_t) blocks;
    VEC(int64_t) cases;
    VEC(struct rir_argpos) pos;

    /* of the function whose body is read */
    struct rir_builder *b;
    uint32_t func;
    struct map values, labels;
    VEC(struct rir_check {
        uint32_t value;
        struct rir_scalar type;
        uint32_t token;
    })
    checks;
};

#define RIR_KEY(text) ((uint64_t)(uintptr_t)(text))

/* tokens (text_parse.c) */
const struct rir_token *rir_parse_peek(const struct parser *p);
const struct rir_token *rir_parse_next(struct parser *p);
_Noreturn void rir_parse_fail(struct parser *p, const struct rir_token *t, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void rir_parse_expected(struct parser *p, const char *what);
bool rir_parse_is(const struct parser *p, char punct);
bool rir_parse_accept(struct parser *p, char punct);
void rir_parse_expect(struct parser *p, char punct);
bool rir_parse_is_word(const struct parser *p, const char *word);
bool rir_parse_accept_word(struct parser *p, const char *word);
const char *rir_parse_string(struct parser *p); /* without NUL */
uint64_t rir_parse_number(struct parser *p);
uint32_t rir_parse_type_ref(struct parser *p);                 /* $x */
bool rir_parse_scalar(struct parser *p, struct rir_scalar *t); /* false: the next word is none */
void rir_parse_results(struct parser *p); /* void, T or (T, T): into p->results */
struct rir_pos rir_parse_pos(struct parser *p, const char *file); /* ["file":] line:col */
/* [N:] [sret|byval] [N:]; `previous` is the C position of the one before. */
struct rir_argpos rir_parse_argpos(struct parser *p, uint16_t previous);
/* A name to keep: a string, or a word; NULL when there is none. With `flags`: attributes may
 * follow, so that a word of that table, "size", or a word on a new line is no name. */
const char *rir_parse_name(struct parser *p, const struct rir_word *flags);

void rir_parse_type(struct parser *p);                /* text_parse_decl.c: after "type" */
void rir_parse_global(struct parser *p);              /* after "global" */
void rir_parse_func(struct parser *p, bool define);   /* after "declare", "define" */
void rir_parse_sizes(struct parser *p);               /* default sizes, once all is read */
void rir_parse_body(struct parser *p, uint32_t func); /* text_parse_body.c */
/* One of a table of operations by name, such as rir_bin_named. */
int rir_parse_sub(struct parser *p, int (*named)(const char *), const char *what);
void rir_parse_op(struct parser *p, struct rir_insn *in); /* text_parse_op.c */
void rir_parse_insn(struct parser *p);                    /* text_parse_insn.c: "%x = op ..." */
uint32_t rir_parse_block_ref(struct parser *p);           /* text_parse_body.c */
bool rir_parse_is_definition(const struct parser *p);     /* "%a, %b =" comes next */

/* The type that an operand is expected to have: of bare numbers; checked for %values if `checked`.
 */
struct want {
    struct rir_scalar type;
    bool known, checked;
};
uint32_t rir_parse_operand(struct parser *p, struct want want); /* text_parse_operand.c */
bool rir_parse_addend(struct parser *p, int64_t *addend);       /* "+ 8", "- 8", "-8" */

/* A size that the text left out: filled in by rir_parse_sizes. */
#define RIR_SIZE_DEFAULT UINT64_MAX

#endif
