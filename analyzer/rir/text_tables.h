/* Words of the text form, shared by the parser and the printer. */
#ifndef FBP_RIR_TEXT_TABLES_H
#define FBP_RIR_TEXT_TABLES_H

#include "rir/rir.h"

struct rir_word {
    const char *name;
    uint32_t bit;
};

/* Tables end with a NULL name. */
extern const struct rir_word rir_type_flag_words[], rir_global_flag_words[], rir_func_flag_words[],
    rir_insn_flag_words[];
extern const char *const rir_type_kind_words[]; /* by enum rir_type_kind */
extern const char *const rir_linkage_words[];   /* by enum rir_linkage */
extern const char *const rir_site_kind_words[]; /* by enum rir_site_kind */
extern const char *const rir_when_words[];      /* by enum rir_when */

/* Names of table entries; "?" when out of range. */
const char *rir_op_name(uint8_t op);
const char *rir_bin_name(uint8_t sub);
const char *rir_un_name(uint8_t sub);
const char *rir_pred_name(uint8_t sub);
const char *rir_ann_name(uint8_t kind);
const char *rir_ann_args(uint8_t kind);  /* "n", "nw", ...: see annotations.def */
const char *rir_ann_where(uint8_t kind); /* what it may stand on */

/* Entries by name; -1 when there is none. */
int rir_op_named(const char *name);
int rir_bin_named(const char *name);
int rir_un_named(const char *name);
int rir_pred_named(const char *name);
int rir_ann_named(const char *name);
int rir_word_index(const char *const *words, const char *name);
uint32_t rir_word_bit(const struct rir_word *words, const char *name); /* 0: none */

/* The kind of site that an operation has when the text does not say another. */
uint8_t rir_default_site_kind(uint8_t op);

/* "i32", "ptr", "f64", "b128". */
const char *rir_scalar_name(struct rir_scalar t, char buffer[16]);
bool rir_scalar_named(const char *name, uint16_t ptr_bits, struct rir_scalar *t);

/* "count" of the value label "count.12"; NULL when the label names no C variable. */
const char *rir_label_variable(const char *label, char *buffer, uint32_t size);
bool rir_is_c_name(const char *s);
bool rir_is_word(const char *s);              /* what the lexer reads as one word: "for.body" */
bool rir_is_unnamed_block(const char *label); /* "b12" */

#endif
