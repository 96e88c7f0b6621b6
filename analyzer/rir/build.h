/* Building RIR: what the text parser, the lowering and the generator use to make functions.
 *
 * A builder fills one function at a time. Blocks may be created before they are filled, and a value
 * may be used before its instruction is emitted (forward references, for phis and loops):
 * rir_build_forward reserves the value, rir_build_bind binds it. All arrays end up in the module's
 * arena when rir_build_finish is called. */
#ifndef FBP_RIR_BUILD_H
#define FBP_RIR_BUILD_H

#include "rir/rir.h"

struct rir_builder; /* opaque */

struct rir_builder *rir_build_start(struct rir_module *m, uint32_t func); /* func has no body yet */
void rir_build_finish(
    struct rir_builder *b); /* installs the body, sets RIR_FUNC_DEFINED, frees b */
void rir_build_abandon(struct rir_builder *b); /* frees b; the function stays without a body */

uint32_t rir_build_block(struct rir_builder *b, const char *name); /* a new empty block */
void rir_build_at(struct rir_builder *b, uint32_t block);          /* emit at its end from now on */

/* Values that are no instructions; equal ones are shared. */
uint32_t rir_build_const(struct rir_builder *b, struct rir_scalar t, int64_t v);
uint32_t rir_build_null(struct rir_builder *b);
uint32_t rir_build_global(struct rir_builder *b, uint32_t global, int64_t offset);
uint32_t rir_build_func(struct rir_builder *b, uint32_t func);
uint32_t rir_build_undef(struct rir_builder *b, struct rir_scalar t);
uint32_t rir_build_unknown(struct rir_builder *b, struct rir_scalar t, const char *why);
uint32_t rir_build_param(struct rir_builder *b, uint32_t index); /* value of params[index] */

uint32_t rir_build_site(struct rir_builder *b, enum rir_site_kind kind, struct rir_pos pos);

/* What an instruction does not say. */
#define RIR_INSN_INIT                                                                              \
    .site = RIR_NONE, .result = RIR_NONE, .ref = RIR_NONE, .field = RIR_NONE, .src = RIR_NONE

/* Appends an instruction to the current block. Everything is copied; `in->block`, `in->result` are
 * set here. `results`: machine types of in->nresults values. Returns the first result, or RIR_NONE.
 */
uint32_t rir_build_insn(struct rir_builder *b, const struct rir_insn *in,
                        const struct rir_scalar *results);

/* Says that symbols may be one object, for which RIR has no other words: a pointer that may be
 * anywhere in any of them, and an access through it. */
void rir_build_one_object(struct rir_builder *b, uint32_t *symbols, uint32_t n, struct rir_pos pos);

/* A value to be defined later: use it as an operand now, then pass it to rir_build_bind before
 * emitting the instruction that defines it (whose further results must be the forward values right
 * after it). What is never bound becomes RIR_V_UNKNOWN. */
uint32_t rir_build_forward(struct rir_builder *b, struct rir_scalar t);
void rir_build_bind(struct rir_builder *b, uint32_t value); /* the next instruction defines it */

struct rir_scalar rir_build_type_of(const struct rir_builder *b, uint32_t value);

/* Name and source type of a variable; ignored for values that are neither parameters nor results of
 * instructions, because those are shared. */
void rir_build_name(struct rir_builder *b, uint32_t value, const char *name, uint32_t src);

/* Module level; fields that are not given are zero/RIR_NONE. Everything is copied, strings are
 * interned. An annotation that the function has already is not added again. */
uint32_t rir_add_type(struct rir_module *m, const struct rir_type *t);
uint32_t rir_add_global(struct rir_module *m, const struct rir_global *g);
uint32_t rir_add_func(struct rir_module *m, const struct rir_func *f);
void rir_add_ann(struct rir_module *m, struct rir_func *f, const struct rir_ann *a);

#endif
