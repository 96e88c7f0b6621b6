/* Internal to the printer of the text form. */
#ifndef FBP_RIR_TEXT_PRINT_H
#define FBP_RIR_TEXT_PRINT_H

#include <stdio.h>

#include "rir/rir.h"

struct printer {
    FILE *out;
    const struct rir_module *m;
    const struct rir_func *f;
    uint32_t *numbers; /* value -> its number in the text; RIR_NONE for constants and the like */
    bool *named_twice; /* block -> another block before it has its name */
};

void rir_print_string(FILE *out, const char *bytes, uint64_t len); /* quoted and escaped */
void rir_print_symbol(FILE *out, const char *name);                /* @name or @"na me" */
void rir_print_pos(FILE *out, const struct rir_pos *pos, const char *default_file);
const char *rir_print_default_file(const struct rir_module *m);

void rir_print_start(struct printer *p, FILE *out, const struct rir_module *m,
                     const struct rir_func *f); /* numbers the values of f */
void rir_print_end(struct printer *p);
void rir_print_label(struct printer *p, uint32_t value); /* %count.3 */
void rir_print_definition(struct printer *p, uint32_t value);
void rir_print_block_name(struct printer *p, uint32_t block);
void rir_print_insn(struct printer *p, const struct rir_insn *in);
void rir_print_argpos(FILE *out, struct rir_argpos pos, uint16_t *previous);
void rir_print_results(FILE *out, const struct rir_scalar *results, uint32_t n);

#endif
