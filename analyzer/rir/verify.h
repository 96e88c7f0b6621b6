/* The verifier: what every RIR module must satisfy before anybody relies on it. */
#ifndef FBP_RIR_VERIFY_H
#define FBP_RIR_VERIFY_H

#include "rir/rir.h"

/* True if the module is well-formed; else a one-line reason (function, instruction, rule) in
 * msg[0..size). Checked: indices in range; every block ends with exactly one terminator and has no
 * other; operand and result counts and types per instruction; LOAD/STORE against READ/WRITE by
 * width; definitions dominate uses; phis match predecessors; a site on every operation on memory
 * and call (I8); C positions of calls; annotations' positions in range; initialisers inside their
 * object. */
bool rir_verify(const struct rir_module *m, char *msg, size_t size);

#endif
