/* Internal to the verifier. */
#ifndef FBP_RIR_VERIFY_INT_H
#define FBP_RIR_VERIFY_INT_H

#include <stddef.h>

#include "rir/rir.h"

struct verifier {
    const struct rir_module *m;
    char *msg;
    size_t size;
    const struct rir_func *f;    /* being checked; NULL: none */
    const struct rir_insn *insn; /* being checked; NULL: none */
};

/* Writes "where: what" and returns false. */
bool rir_bad(struct verifier *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

bool rir_verify_scalar(struct verifier *v, struct rir_scalar t);
bool rir_verify_type_index(struct verifier *v, uint32_t type, const char *what); /* or RIR_NONE */
bool rir_verify_argpos(struct verifier *v, const struct rir_argpos *pos, size_t stride, uint32_t n);

bool rir_verify_types(struct verifier *v);  /* verify_types.c */
bool rir_verify_values(struct verifier *v); /* verify_body.c */
bool rir_verify_blocks(struct verifier *v);
bool rir_verify_insn(struct verifier *v); /* verify_insn.c: v->insn by itself */
bool rir_verify_flow(struct verifier *v); /* verify_flow.c: phis, dominance */

#endif
