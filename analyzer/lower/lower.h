/* Lowering: one LLVM module, at the start of the pipeline, to RIR (DESIGN.md section 8, ANALYSIS.md
 * section 2). The module is not changed, except that site numbers are attached as metadata, unless
 * it is given away (consume). */
#ifndef FBP_LOWER_LOWER_H
#define FBP_LOWER_LOWER_H

#include <llvm-c/Core.h>

#include "rir/rir.h"

struct lower_options {
    bool keep_data; /* keep the initial bytes of globals (for the interpreter) */
    bool trace;     /* tests only: make the LLVM module tell what it accesses, see trace.c */
    bool consume;   /* nobody needs the LLVM module any more: work on it, not on a clone */
};

/* Never fails: what is not understood becomes unknown, with a reason. The caller owns the module.
 */
struct rir_module *lower_module(LLVMModuleRef module, const struct lower_options *options);

#endif
