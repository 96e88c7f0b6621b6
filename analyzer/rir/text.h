/* The text form of RIR (grammar: docs/rir.md). What rir_text_print writes, rir_text_parse reads
 * back to an equal module. */
#ifndef FBP_RIR_TEXT_H
#define FBP_RIR_TEXT_H

#include <stdio.h>

#include "rir/rir.h"

struct rir_error {
    uint32_t line, col;
    char text[200]; /* one line: what is wrong and what was expected */
};

/* NULL and *err filled in when the text is not RIR. `name` is for messages and m->name. */
struct rir_module *rir_text_parse(const char *name, const char *text, size_t len,
                                  struct rir_error *err);
void rir_text_print(FILE *out, const struct rir_module *m);
void rir_text_print_func(FILE *out, const struct rir_module *m, uint32_t func);
/* One instruction, without a newline; for messages and dumps. */
void rir_text_print_insn(FILE *out, const struct rir_module *m, const struct rir_func *f,
                         uint32_t insn);

#endif
